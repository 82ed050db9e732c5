// trialctl unknown-fields
#include <cstdio>
#include <string>

#include "libs/base/status_macros.h"
#include "libs/trial/enum_names.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

absl::Status Print(const Session& session, const v1::UnknownFieldCount& field) {
  if (session.json()) return PrintJsonLine(field);
  std::printf("%8lld  %-20s  %s  (%s: %s)\n", static_cast<long long>(field.version_count()),
              std::string(EnumWord(field.format())).c_str(), field.path().c_str(),
              field.example_trial_id().c_str(), field.sample().c_str());
  return absl::OkStatus();
}

absl::Status ShowUnknownFields(const Session& session) {
  const auto stub = session.Ingest();
  v1::ListUnknownFieldsRequest request;
  request.set_page_size(1000);
  v1::ListUnknownFieldsResponse page;
  do {
    RETURN_IF_ERROR(
        session.Call(*stub, &v1::IngestService::Stub::ListUnknownFields, request, page));
    for (const v1::UnknownFieldCount& field : page.fields()) RETURN_IF_ERROR(Print(session, field));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

}  // namespace

void AddUnknownFieldsCommand(CLI::App& app, Command& chosen) {
  CLI::App* command = app.add_subcommand(
      "unknown-fields", "Fields of records that have no place in a Trial yet, with counts");
  command->callback([&chosen] { chosen = ShowUnknownFields; });
}

}  // namespace trialdex
