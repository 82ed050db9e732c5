// trialctl index
#include <cstdint>
#include <cstdio>
#include <memory>

#include "libs/base/status_macros.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

absl::Status Rebuild(const Session& session) {
  const auto print = [&session](const v1::RebuildIndexResponse& response) {
    if (session.json()) return PrintJsonLine(response.progress());
    std::printf("%s\n", FormatProgress(response.progress()).c_str());
    std::fflush(stdout);
    return absl::OkStatus();
  };
  return session.Stream(*session.Indexer(), &v1::IndexerService::Stub::RebuildIndex,
                        v1::RebuildIndexRequest(),
                        absl::FunctionRef<absl::Status(const v1::RebuildIndexResponse&)>(print));
}

absl::Status ListPoison(const Session& session) {
  const auto stub = session.Indexer();
  v1::ListPoisonEntriesRequest request;
  request.set_page_size(1000);
  v1::ListPoisonEntriesResponse page;
  do {
    RETURN_IF_ERROR(
        session.Call(*stub, &v1::IndexerService::Stub::ListPoisonEntries, request, page));
    for (const v1::PoisonEntry& entry : page.entries()) {
      if (session.json()) {
        RETURN_IF_ERROR(PrintJsonLine(entry));
      } else {
        std::printf("%llu  %s  %s  %s\n", static_cast<unsigned long long>(entry.position()),
                    FormatTime(entry.create_time()).c_str(), entry.trial_id().c_str(),
                    entry.reason().c_str());
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

absl::Status RetryPoison(const Session& session, uint64_t position) {
  v1::RetryPoisonEntryRequest request;
  request.set_position(position);
  v1::RetryPoisonEntryResponse response;
  return session.Call(*session.Indexer(), &v1::IndexerService::Stub::RetryPoisonEntry, request,
                      response);
}

}  // namespace

void AddIndexCommand(CLI::App& app, Command& chosen) {
  CLI::App* command = app.add_subcommand("index", "Rebuilds the index, and what is not in it");
  command->require_subcommand(1);
  command->add_subcommand("rebuild", "Build it anew from the log and wait until it is live")
      ->callback([&chosen] { chosen = Rebuild; });
  command->add_subcommand("poison", "List entries that could not be indexed")->callback([&chosen] {
    chosen = ListPoison;
  });
  CLI::App* retry = command->add_subcommand("retry", "Try such an entry again");
  auto position = std::make_shared<uint64_t>(0);
  retry->add_option("position", *position, "Its position")->required();
  retry->callback([position, &chosen] {
    chosen = [position](const Session& session) { return RetryPoison(session, *position); };
  });
}

}  // namespace trialdex
