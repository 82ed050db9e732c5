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

absl::Status ShowUnknownFields(const Session& session) {
  v1::ListUnknownFieldsResponse response;
  RETURN_IF_ERROR(session.Call(*session.Ingest(), &v1::IngestService::Stub::ListUnknownFields,
                               v1::ListUnknownFieldsRequest(), response));
  for (const v1::UnknownFieldCount& field : response.fields()) {
    if (session.json()) {
      RETURN_IF_ERROR(PrintJsonLine(field));
    } else {
      std::printf("%8lld  %-20s  %s  (%s: %s)\n", static_cast<long long>(field.version_count()),
                  std::string(EnumWord(field.format())).c_str(), field.path().c_str(),
                  field.example_trial_id().c_str(), field.sample().c_str());
    }
  }
  return absl::OkStatus();
}

}  // namespace

void AddUnknownFieldsCommand(CLI::App& app, Command& chosen) {
  CLI::App* command = app.add_subcommand(
      "unknown-fields", "Fields of records that have no place in a Trial yet, with counts");
  command->callback([&chosen] { chosen = ShowUnknownFields; });
}

}  // namespace trialdex
