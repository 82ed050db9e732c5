// trialctl related
#include <cstdio>
#include <memory>
#include <vector>

#include "libs/base/status_macros.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/output/related_trials.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

absl::Status Related(const Session& session, const v1::FindRelatedTrialsRequest& request) {
  v1::FindRelatedTrialsResponse response;
  RETURN_IF_ERROR(session.Call(*session.Query(), &v1::QueryService::Stub::FindRelatedTrials,
                               request, response));
  for (const v1::RelatedTrial& trial : response.trials()) {
    if (session.json()) {
      RETURN_IF_ERROR(PrintJsonLine(trial));
    } else {
      std::fputs(FormatRelatedTrial(trial, StdoutIsTerminal()).c_str(), stdout);
    }
  }
  std::fprintf(stderr, "%d trials like %s\n", response.trials_size(), response.id().c_str());
  return absl::OkStatus();
}

}  // namespace

void AddRelatedCommand(CLI::App& app, Command& chosen) {
  auto request = std::make_shared<v1::FindRelatedTrialsRequest>();
  CLI::App* command = app.add_subcommand("related", "Find trials like a trial, with the reasons");
  command->footer(
      "Examples:\n"
      "  trialctl related NCT04199520 --same-phase --recruiting\n"
      "  trialctl related NCT04199520 --near 48.86,2.35 --radius 200");
  command
      ->add_option_function<std::string>(
          "id", [request](const std::string& value) { request->set_id(value); },
          "Id or alias of the trial")
      ->required();
  command->add_flag_callback(
      "--same-phase", [request] { request->set_same_phase(true); },
      "Only trials that share a phase with it");
  command->add_flag_callback(
      "--recruiting", [request] { request->set_recruiting_only(true); },
      "Only trials that are recruiting, or will");
  command
      ->add_option_function<std::vector<double>>(
          "--near",
          [request](const std::vector<double>& point) {
            request->mutable_near()->set_latitude(point[0]);
            request->mutable_near()->set_longitude(point[1]);
          },
          "Only trials with a site near LAT,LON in degrees")
      ->delimiter(',')
      ->expected(2);
  command->add_option_function<double>(
      "--radius", [request](const double& km) { request->set_radius_km(km); },
      "Kilometres around --near (default 100)");
  command->add_option_function<std::string>(
      "--filter", [request](const std::string& value) { request->set_filter(value); },
      "Select, for example 'enrollment > 100'");
  command->add_option_function<int>(
      "--limit", [request](const int& value) { request->set_limit(value); },
      "At most so many (default 10, at most 100)");
  command->add_flag_callback(
      "--keep-duplicates", [request] { request->set_keep_duplicates(true); },
      "List near-duplicates one by one");
  command->callback([request, &chosen] {
    chosen = [request](const Session& session) { return Related(session, *request); };
  });
}

}  // namespace trialdex
