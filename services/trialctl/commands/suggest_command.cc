// trialctl suggest
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/trial/enum_names.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

absl::Status Suggest(const Session& session, const v1::SuggestRequest& request) {
  v1::SuggestResponse response;
  RETURN_IF_ERROR(
      session.Call(*session.Query(), &v1::QueryService::Stub::Suggest, request, response));
  for (const v1::Suggestion& suggestion : response.suggestions()) {
    if (session.json()) {
      RETURN_IF_ERROR(PrintJsonLine(suggestion));
      continue;
    }
    std::printf(
        "%6lld  %-12s  %s%s\n", static_cast<long long>(suggestion.trial_count()),
        absl::AsciiStrToLower(EnumWord(suggestion.kind())).c_str(), suggestion.text().c_str(),
        suggestion.trial_id().empty() ? "" : absl::StrCat("  ", suggestion.trial_id()).c_str());
  }
  return absl::OkStatus();
}

void ReadKinds(const std::vector<std::string>& words, v1::SuggestRequest& request) {
  for (const std::string& word : words) {
    const std::optional<v1::SuggestionKind> kind = ParseEnum<v1::SuggestionKind>(word);
    if (!kind.has_value()) {
      throw CLI::ValidationError("--kind", absl::StrCat("'", word, "' is no kind"));
    }
    request.add_kinds(*kind);
  }
}

}  // namespace

void AddSuggestCommand(CLI::App& app, Command& chosen) {
  auto request = std::make_shared<v1::SuggestRequest>();
  CLI::App* command = app.add_subcommand("suggest", "Complete what is being typed");
  command->footer(
      "Examples:\n"
      "  trialctl suggest 'breast c'\n"
      "  trialctl suggest pembro --kind intervention");
  command
      ->add_option_function<std::string>(
          "prefix", [request](const std::string& value) { request->set_prefix(value); },
          "What has been typed")
      ->required();
  command
      ->add_option_function<std::vector<std::string>>(
          "--kind",
          [request](const std::vector<std::string>& words) { ReadKinds(words, *request); },
          "condition, intervention, sponsor, place or title; several by comma")
      ->delimiter(',');
  command->add_option_function<int>(
      "--limit", [request](const int& value) { request->set_limit(value); },
      "At most so many (default 10, at most 100)");
  command->add_flag_callback(
      "--exact", [request] { request->set_exact(true); }, "No suggestion with another letter");
  command->callback([request, &chosen] {
    chosen = [request](const Session& session) { return Suggest(session, *request); };
  });
}

}  // namespace trialdex
