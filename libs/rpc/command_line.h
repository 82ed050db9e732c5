// The command line of a service: abseil flags, with exit codes and a help that
// people expect (abseil's own parser exits 1 for --help and for mistakes alike).
#ifndef TRIALDEX_LIBS_RPC_COMMAND_LINE_H_
#define TRIALDEX_LIBS_RPC_COMMAND_LINE_H_

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace trialdex {

inline constexpr int kExitSuccess = 0;
inline constexpr int kExitFailure = 1;
inline constexpr int kExitUsage = 2;

struct ProgramInfo {
  // "trialdex-ingest".
  std::string name;
  // What it is for and an example or two; --help prints it above the flags.
  std::string help;
  // Flags that must be given a value, by name.
  std::vector<std::string> required_flags;
};

// Sets the program's flags from `--name=value`, `--name value`, `--name` and
// `--noname` (bool), `--flagfile=PATH` (one argument a line, # comments).
// Dashes in names count as underscores. Later ones win.
//
// Returns the exit code if the program should end now: 0 after --help, -h or
// --version, 2 after a mistake, which `err` then names. Call once, before any
// thread is started.
std::optional<int> ParseCommandLine(const std::vector<std::string>& arguments,
                                    const ProgramInfo& program, std::ostream& out,
                                    std::ostream& err);

// The same for main, with the standard streams.
std::optional<int> ParseCommandLine(int argc, char** argv, const ProgramInfo& program);

// Prints a mistake that only the program itself could see; returns kExitUsage.
int UsageError(absl::string_view program, absl::string_view message);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_COMMAND_LINE_H_
