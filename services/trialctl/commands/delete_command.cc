// trialctl delete
#include <cstdio>
#include <memory>
#include <string>

#include "libs/base/status_macros.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

absl::Status Delete(const Session& session, const std::string& id) {
  v1::DeleteTrialRequest request;
  request.set_trial_id(id);
  v1::DeleteTrialResponse response;
  RETURN_IF_ERROR(
      session.Call(*session.Ingest(), &v1::IngestService::Stub::DeleteTrial, request, response));
  if (session.json()) return PrintJsonLine(response);
  std::printf("deleted at position %llu\n", static_cast<unsigned long long>(response.position()));
  return absl::OkStatus();
}

}  // namespace

void AddDeleteCommand(CLI::App& app, Command& chosen) {
  auto id = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("delete", "Delete a trial; older records do not bring it back");
  command->add_option("id", *id, "Id or alias of the trial")->required();
  command->callback(
      [id, &chosen] { chosen = [id](const Session& session) { return Delete(session, *id); }; });
}

}  // namespace trialdex
