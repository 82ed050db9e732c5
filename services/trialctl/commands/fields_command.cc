// trialctl fields
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "libs/base/status_macros.h"
#include "libs/trial/enum_names.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

// What is most telling of a field, in a few words.
std::string InShort(const v1::FieldStatistics& field) {
  constexpr int kShown = 3;
  switch (field.kind()) {
    case v1::FIELD_KIND_DATE:
      return absl::StrCat(field.min(), " to ", field.max());
    case v1::FIELD_KIND_NUMBER:
      return absl::StrFormat("%s to %s, mean %.1f", field.min(), field.max(), field.mean());
    case v1::FIELD_KIND_TEXT:
      return absl::StrFormat("%.1f words", field.mean());
    default:
      break;
  }
  std::vector<std::string> values;
  for (const v1::FacetValue& value : field.top_values()) {
    if (values.size() == kShown) break;
    values.push_back(absl::StrCat(value.display(), " ", value.count()));
  }
  return absl::StrJoin(values, ", ");
}

void PrintLine(const v1::FieldStatistics& field) {
  std::printf("%-36s %-8s %9lld %9lld %9lld  %s\n", field.field().c_str(),
              absl::AsciiStrToLower(EnumWord(field.kind())).c_str(),
              static_cast<long long>(field.present_count()),
              static_cast<long long>(field.missing_count()),
              static_cast<long long>(field.distinct_count()),
              field.present_count() > 0 ? InShort(field).c_str() : "");
}

absl::Status ShowFields(const Session& session, const v1::GetFieldStatisticsRequest& request) {
  v1::GetFieldStatisticsResponse response;
  RETURN_IF_ERROR(session.Call(*session.Query(), &v1::QueryService::Stub::GetFieldStatistics,
                               request, response));
  if (!session.json()) {
    std::printf("%-36s %-8s %9s %9s %9s\n", "field", "kind", "present", "missing", "different");
  }
  for (const v1::FieldStatistics& field : response.fields()) {
    if (session.json()) {
      RETURN_IF_ERROR(PrintJsonLine(field));
      continue;
    }
    PrintLine(field);
    // Of a field that was asked for by name, more than fits into its line.
    if (request.fields().empty()) continue;
    for (const v1::FacetValue& value : field.top_values()) {
      std::printf("%9lld  %s\n", static_cast<long long>(value.count()), value.display().c_str());
    }
  }
  return absl::OkStatus();
}

}  // namespace

void AddFieldsCommand(CLI::App& app, Command& chosen) {
  auto request = std::make_shared<v1::GetFieldStatisticsRequest>();
  CLI::App* command = app.add_subcommand(
      "fields", "What can be filtered, counted and searched, and what all trials have there");
  command->footer(
      "Examples:\n"
      "  trialctl fields\n"
      "  trialctl fields phase country enrollment BriefTitle --values 20");
  command->add_option_function<std::vector<std::string>>(
      "fields",
      [request](const std::vector<std::string>& names) {
        request->mutable_fields()->Add(names.begin(), names.end());
      },
      "Names of fields; none: all");
  command->add_option_function<int>(
      "--values", [request](const int& limit) { request->set_value_limit(limit); },
      "Most frequent values of each field (default 10, at most 250)");
  command->callback([request, &chosen] {
    chosen = [request](const Session& session) { return ShowFields(session, *request); };
  });
}

}  // namespace trialdex
