// trialctl show
#include <cstdio>
#include <memory>

#include "libs/base/status_macros.h"
#include "libs/trial/enum_names.h"
#include "libs/trial/page/page_rendering.h"
#include "libs/trial/partial_date.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/commands/option_values.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/output/related_trials.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

struct ShowArguments {
  std::string id;
  std::string as = "page";
  int64_t version = 0;
  bool raw = false;
  bool versions = false;
};

absl::Status Print(const Session& session, const ShowArguments& arguments, const v1::Trial& trial) {
  if (session.json() || arguments.as == "json") return PrintJsonLine(trial);
  const std::string page = RenderPage(trial);
  std::fwrite(page.data(), 1, page.size(), stdout);
  return absl::OkStatus();
}

absl::Status Print(const Session& session, const v1::TrialVersion& version) {
  if (session.json()) return PrintJsonLine(version);
  std::printf(
      "%4lld  %-10s  fetched %-20s  %-20s %9lld bytes%s\n",
      static_cast<long long>(version.version()),
      FormatPartialDate(version.last_update_date()).c_str(),
      FormatTime(version.fetch_time()).c_str(), std::string(EnumWord(version.format())).c_str(),
      static_cast<long long>(version.raw_bytes()), version.newest_of_format() ? "  newest" : "");
  return absl::OkStatus();
}

absl::Status ShowVersions(const Session& session, const ShowArguments& arguments) {
  v1::ListTrialVersionsRequest request;
  request.set_trial_id(arguments.id);
  request.set_page_size(1000);
  const auto stub = session.History();
  v1::ListTrialVersionsResponse page;
  do {
    RETURN_IF_ERROR(
        session.Call(*stub, &v1::HistoryService::Stub::ListTrialVersions, request, page));
    for (const v1::TrialVersion& version : page.versions())
      RETURN_IF_ERROR(Print(session, version));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

// What comes last on a page: other trials, found anew each time. A page without them
// is better than none, so that an error only leaves them out.
void PrintRelated(const Session& session, const v1::Trial& trial) {
  v1::FindRelatedTrialsRequest request;
  request.set_id(trial.id());
  v1::FindRelatedTrialsResponse response;
  const absl::Status status =
      session.Call(*session.Query(), &v1::QueryService::Stub::FindRelatedTrials, request, response);
  if (!status.ok() || response.trials().empty()) return;
  std::printf("\n%s", FormatRelatedSection(response).c_str());
}

// Versions and raw bytes come from ingest: the index has only the current Trial.
absl::Status ShowFromHistory(const Session& session, const ShowArguments& arguments) {
  v1::GetTrialVersionRequest request;
  request.set_trial_id(arguments.id);
  if (arguments.version > 0) request.set_version(arguments.version);
  request.set_include_raw(arguments.raw);
  v1::GetTrialVersionResponse response;
  RETURN_IF_ERROR(session.Call(*session.History(), &v1::HistoryService::Stub::GetTrialVersion,
                               request, response));
  if (!arguments.raw) return Print(session, arguments, response.trial());
  if (session.json()) {
    response.clear_trial();
    return PrintJsonLine(response);
  }
  std::fwrite(response.raw().data(), 1, response.raw().size(), stdout);
  return absl::OkStatus();
}

absl::Status Show(const Session& session, const ShowArguments& arguments) {
  if (arguments.versions) return ShowVersions(session, arguments);
  if (arguments.raw || arguments.version > 0) return ShowFromHistory(session, arguments);
  v1::GetTrialRequest request;
  request.set_id(arguments.id);
  v1::GetTrialResponse response;
  RETURN_IF_ERROR(
      session.Call(*session.Query(), &v1::QueryService::Stub::GetTrial, request, response));
  RETURN_IF_ERROR(Print(session, arguments, response.trial()));
  if (!session.json() && arguments.as == "page") PrintRelated(session, response.trial());
  return absl::OkStatus();
}

}  // namespace

void AddShowCommand(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<ShowArguments>();
  CLI::App* command = app.add_subcommand("show", "Print one trial, its versions or its raw bytes");
  command->add_option("id", arguments->id, "Id or alias of the trial")->required();
  command->add_option("--as", arguments->as, "page (default) or json")
      ->check(CLI::IsMember({"page", "json"}));
  command->add_option("--version", arguments->version, "A stored version, see --versions")
      ->check(AboveZero());
  command->add_flag("--versions", arguments->versions, "List the stored versions");
  command->add_flag("--raw", arguments->raw, "The record as it was fetched");
  command->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) { return Show(session, *arguments); };
  });
}

}  // namespace trialdex
