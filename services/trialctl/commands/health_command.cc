// trialctl health
#include <cstdio>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/health.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

// Where the service of that name is.
std::string TargetOf(const Session& session, const std::string& service) {
  if (service == "ingest") return session.IngestTarget();
  return service == "indexer" ? session.IndexerTarget() : session.QueryTarget();
}

absl::Status Health(const Session& session, const std::string& service) {
  const std::string target = TargetOf(session, service);
  const absl::Status health = CheckHealth(session.Channel(target), absl::Now() + session.timeout());
  if (!health.ok()) {
    return absl::Status(health.code(),
                        absl::StrCat(service, " at ", target, ": ", health.message()));
  }
  std::printf(session.json() ? "{\"status\":\"SERVING\"}\n" : "serving\n");
  return absl::OkStatus();
}

}  // namespace

void AddHealthCommand(CLI::App& app, Command& chosen) {
  CLI::App* command =
      app.add_subcommand("health", "Ask one service whether it serves: for supervisors");
  auto service = std::make_shared<std::string>();
  command->add_option("service", *service, "ingest, indexer or query")
      ->required()
      ->check(CLI::IsMember({"ingest", "indexer", "query"}));
  command->callback([service, &chosen] {
    chosen = [service](const Session& session) { return Health(session, *service); };
  });
}

}  // namespace trialdex
