// Options of trialctl that say how hits are ranked.
#ifndef TRIALDEX_SERVICES_TRIALCTL_COMMANDS_RANKING_OPTIONS_H_
#define TRIALDEX_SERVICES_TRIALCTL_COMMANDS_RANKING_OPTIONS_H_

#include "CLI/CLI.hpp"
#include "trialdex/v1/search.pb.h"

namespace trialdex {

// Adds --weight, --recency, --near and --expansion to `command`; what is given goes to `request`,
// which must outlive the command.
void AddRankingOptions(CLI::App& command, v1::SearchTrialsRequest& request);

// Adds --expansion alone.
void AddExpansionOption(CLI::App& command, v1::SearchTrialsRequest& request);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_COMMANDS_RANKING_OPTIONS_H_
