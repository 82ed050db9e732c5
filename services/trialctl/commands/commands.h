// The commands of trialctl; NAME_command.cc has each.
#ifndef TRIALDEX_SERVICES_TRIALCTL_COMMANDS_COMMANDS_H_
#define TRIALDEX_SERVICES_TRIALCTL_COMMANDS_COMMANDS_H_

#include <functional>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "services/trialctl/session.h"

namespace trialdex {

// A chosen command, ready to run.
using Command = std::function<absl::Status(const Session&)>;

// Each adds a subcommand to `app` that sets `chosen` when the user names it.
void AddSubmitCommand(CLI::App& app, Command& chosen);
void AddSearchCommand(CLI::App& app, Command& chosen);
void AddFieldsCommand(CLI::App& app, Command& chosen);
void AddMatchCommand(CLI::App& app, Command& chosen);
void AddExplainCommand(CLI::App& app, Command& chosen);
void AddShowCommand(CLI::App& app, Command& chosen);
void AddSuggestCommand(CLI::App& app, Command& chosen);
void AddRelatedCommand(CLI::App& app, Command& chosen);
void AddDeleteCommand(CLI::App& app, Command& chosen);
void AddStatusCommand(CLI::App& app, Command& chosen);
void AddHealthCommand(CLI::App& app, Command& chosen);
void AddConsumersCommand(CLI::App& app, Command& chosen);
void AddDeadLettersCommand(CLI::App& app, Command& chosen);
void AddIndexCommand(CLI::App& app, Command& chosen);
void AddEvalCommand(CLI::App& app, Command& chosen);
void AddUnknownFieldsCommand(CLI::App& app, Command& chosen);
void AddValidateCommand(CLI::App& app, Command& chosen);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_COMMANDS_COMMANDS_H_
