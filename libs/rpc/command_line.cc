#include "libs/rpc/command_line.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "absl/flags/reflection.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "libs/base/version.h"

namespace trialdex {
namespace {

// Flag files may name flag files, but not for ever.
constexpr int kMaxFlagFileDepth = 8;

// The flags that every program has, besides --flagfile.
struct BuiltInFlags {
  bool help = false;
  bool version = false;
};

absl::Status Mistake(absl::string_view message) { return absl::InvalidArgumentError(message); }

absl::Status SetFlag(absl::CommandLineFlag& flag, absl::string_view value) {
  std::string error;
  if (flag.ParseFrom(value, &error)) return absl::OkStatus();
  return Mistake(absl::StrCat("--", flag.Name(), ": '", value, "' is no value for it",
                              error.empty() ? "" : ": ", error));
}

absl::Status ParseArguments(const std::vector<std::string>& arguments, int depth,
                            BuiltInFlags& asked);

absl::Status ParseFlagFile(const std::string& path, int depth, BuiltInFlags& asked) {
  if (depth >= kMaxFlagFileDepth) return Mistake("--flagfile: flag files name each other");
  const absl::StatusOr<std::string> content = ReadFile(path);
  if (!content.ok()) return Mistake(absl::StrCat("--flagfile: ", content.status().message()));
  std::vector<std::string> arguments;
  for (absl::string_view line : absl::StrSplit(*content, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (!line.empty() && line.front() != '#') arguments.emplace_back(line);
  }
  return ParseArguments(arguments, depth + 1, asked);
}

absl::Status ParseArguments(const std::vector<std::string>& arguments, int depth,
                            BuiltInFlags& asked) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    absl::string_view argument = arguments[i];
    if (argument == "-h") argument = "--help";
    if (!absl::ConsumePrefix(&argument, "--") || argument.empty()) {
      return Mistake(absl::StrCat("unexpected argument '", arguments[i], "'"));
    }
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(argument, absl::MaxSplits('=', 1));
    const bool has_value = absl::StrContains(argument, '=');
    const std::string name = absl::StrReplaceAll(parts.first, {{"-", "_"}});
    if (name == "help" || name == "version") {
      (name == "help" ? asked.help : asked.version) = true;
      continue;
    }
    absl::CommandLineFlag* flag = absl::FindCommandLineFlag(name);
    if (flag == nullptr && !has_value && absl::StartsWith(name, "no")) {
      flag = absl::FindCommandLineFlag(name.substr(2));
      if (flag != nullptr && flag->IsOfType<bool>()) {
        RETURN_IF_ERROR(SetFlag(*flag, "false"));
        continue;
      }
      flag = nullptr;
    }
    if (flag == nullptr && name != "flagfile") {
      return Mistake(absl::StrCat("unknown flag --", parts.first));
    }
    std::string value(parts.second);
    if (!has_value) {
      if (flag != nullptr && flag->IsOfType<bool>()) {
        value = "true";
      } else if (++i < arguments.size()) {
        value = arguments[i];
      } else {
        return Mistake(absl::StrCat("--", name, " needs a value"));
      }
    }
    RETURN_IF_ERROR(flag == nullptr ? ParseFlagFile(value, depth, asked) : SetFlag(*flag, value));
  }
  return absl::OkStatus();
}

absl::Status CheckRequired(const ProgramInfo& program) {
  for (const std::string& name : program.required_flags) {
    const absl::CommandLineFlag* flag = absl::FindCommandLineFlag(name);
    if (flag == nullptr || flag->CurrentValue().empty()) {
      return Mistake(absl::StrCat("--", name, " is required"));
    }
  }
  return absl::OkStatus();
}

void PrintHelp(const ProgramInfo& program, std::ostream& out) {
  out << program.help << "\n\nFlags:\n";
  std::vector<absl::CommandLineFlag*> flags;
  for (const auto& [name, flag] : absl::GetAllFlags()) flags.push_back(flag);
  std::sort(flags.begin(), flags.end(),
            [](const auto* a, const auto* b) { return a->Name() < b->Name(); });
  for (const absl::CommandLineFlag* flag : flags) {
    const std::string value = flag->DefaultValue();
    out << "  --" << flag->Name() << " (" << (value.empty() ? "none" : value) << ")\n      "
        << flag->Help() << "\n";
  }
  out << "  --flagfile PATH\n      Read flags from a file, one a line.\n"
      << "  --help, -h\n      Print this.\n"
      << "  --version\n      Print the version.\n";
}

}  // namespace

std::optional<int> ParseCommandLine(const std::vector<std::string>& arguments,
                                    const ProgramInfo& program, std::ostream& out,
                                    std::ostream& err) {
  BuiltInFlags asked;
  absl::Status status = ParseArguments(arguments, 0, asked);
  if (status.ok() && asked.help) {
    PrintHelp(program, out);
    return kExitSuccess;
  }
  if (status.ok() && asked.version) {
    out << program.name << " " << ProgramVersion() << "\n";
    return kExitSuccess;
  }
  if (status.ok()) status = CheckRequired(program);
  if (status.ok()) return std::nullopt;
  err << program.name << ": " << status.message() << "; see --help\n";
  return kExitUsage;
}

std::optional<int> ParseCommandLine(int argc, char** argv, const ProgramInfo& program) {
  return ParseCommandLine(std::vector<std::string>(argv + 1, argv + argc), program, std::cout,
                          std::cerr);
}

int UsageError(absl::string_view program, absl::string_view message) {
  std::cerr << program << ": " << message << "; see --help\n";
  return kExitUsage;
}

}  // namespace trialdex
