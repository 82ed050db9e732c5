// trialctl consumers
#include <memory>
#include <string>

#include "libs/base/status_macros.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

absl::Status List(const Session& session) {
  v1::GetIngestStatusResponse status;
  RETURN_IF_ERROR(session.Call(*session.Ingest(), &v1::IngestService::Stub::GetIngestStatus,
                               v1::GetIngestStatusRequest(), status));
  for (const v1::ConsumerStatus& consumer : status.consumers()) {
    if (session.json()) {
      RETURN_IF_ERROR(PrintJsonLine(consumer));
    } else {
      PrintTable({{consumer.consumer(), FormatConsumer(consumer)}});
    }
  }
  return absl::OkStatus();
}

absl::Status Delete(const Session& session, const std::string& consumer) {
  v1::DeleteConsumerRequest request;
  request.set_consumer(consumer);
  v1::DeleteConsumerResponse response;
  return session.Call(*session.Ingest(), &v1::IngestService::Stub::DeleteConsumer, request,
                      response);
}

}  // namespace

void AddConsumersCommand(CLI::App& app, Command& chosen) {
  CLI::App* command = app.add_subcommand("consumers", "Readers of ingest's feed");
  command->require_subcommand(1);
  command->add_subcommand("list", "List them, by name")->callback([&chosen] { chosen = List; });
  CLI::App* remove = command->add_subcommand("delete", "Forget one that does not come back");
  auto name = std::make_shared<std::string>();
  remove->add_option("consumer", *name, "Its name")->required();
  remove->callback([name, &chosen] {
    chosen = [name](const Session& session) { return Delete(session, *name); };
  });
}

}  // namespace trialdex
