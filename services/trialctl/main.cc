// trialctl: the command line over ingest, indexer and query.
//
// Exit codes: 0 success, 1 the command failed, 2 it was called wrongly.
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/base/version.h"
#include "libs/rpc/credentials.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/commands/option_values.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace {

constexpr int kFailure = 1;
constexpr int kUsage = 2;

void AddGlobalOptions(CLI::App& app, trialdex::SessionOptions& options, trialdex::TlsPaths& tls) {
  app.add_option("--port-base", options.port_base,
                 "Services are on loopback: ingest N+1, indexer N+2, query N+3")
      ->envname("TRIALDEX_PORT_BASE")
      ->check(CLI::Range(1, 65532))
      ->capture_default_str();
  app.add_option("--ingest", options.ingest, "HOST:PORT of ingest")->envname("TRIALDEX_INGEST");
  app.add_option("--indexer", options.indexer, "HOST:PORT of indexer")->envname("TRIALDEX_INDEXER");
  app.add_option("--query", options.query, "HOST:PORT of query")->envname("TRIALDEX_QUERY");
  CLI::Option* ca = app.add_option("--tls-ca", tls.authorities,
                                   "File with the authorities, PEM, that services are certified "
                                   "by; without it connections are plain text")
                        ->envname("TRIALDEX_TLS_CA");
  CLI::Option* cert = app.add_option("--tls-cert", tls.certificate,
                                     "File with a certificate, PEM, that services know you by")
                          ->envname("TRIALDEX_TLS_CERT")
                          ->needs(ca);
  CLI::Option* key = app.add_option("--tls-key", tls.key, "File with its private key, PEM")
                         ->envname("TRIALDEX_TLS_KEY")
                         ->needs(cert);
  cert->needs(key);
  app.add_option("--timeout", options.timeout_seconds, "Deadline of a call in seconds")
      ->check(trialdex::AboveZero())
      ->capture_default_str();
  app.add_flag("--json", options.json, "Print one JSON object a line");
}

// What a person is told of a wrong call, in a line.
std::string UsageMessage(const CLI::App* app, const CLI::Error& error) {
  std::string command = app->get_name();
  const CLI::App* at = app;
  for (auto chosen = at->get_subcommands(); !chosen.empty(); chosen = at->get_subcommands()) {
    at = chosen.front();
    absl::StrAppend(&command, " ", at->get_name());
  }
  const bool wants_command = at->get_require_subcommand_min() > 0;
  const std::vector<std::string> left_over = app->remaining(/*recurse=*/true);
  std::string what = error.what();
  const bool is_extra = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  if (!left_over.empty() && (wants_command || is_extra)) {
    const std::string& first = left_over.front();
    what = absl::StrCat(wants_command ? "unknown command '" : "unexpected argument '", first, "'");
    if (!wants_command && first.front() != '-') {
      absl::StrAppend(&what, " (words that are one argument need quotes)");
    }
  }
  return absl::StrCat("trialctl: ", what, "; see ", command, " --help\n");
}

absl::Status Run(const trialdex::Command& command, trialdex::SessionOptions options,
                 const trialdex::TlsPaths& tls) {
  ASSIGN_OR_RETURN(options.credentials, trialdex::MakeChannelCredentials(tls));
  return command(trialdex::Session(options));
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app("Submits records to trialdex, searches and shows trials.", "trialctl");
  app.set_version_flag("--version", std::string(trialdex::ProgramVersion()));
  app.require_subcommand(1);
  app.fallthrough();
  app.failure_message(&UsageMessage);
  trialdex::SessionOptions options;
  trialdex::Command command;
  trialdex::TlsPaths tls;
  AddGlobalOptions(app, options, tls);
  trialdex::AddSubmitCommand(app, command);
  trialdex::AddSearchCommand(app, command);
  trialdex::AddFieldsCommand(app, command);
  trialdex::AddMatchCommand(app, command);
  trialdex::AddExplainCommand(app, command);
  trialdex::AddShowCommand(app, command);
  trialdex::AddSuggestCommand(app, command);
  trialdex::AddRelatedCommand(app, command);
  trialdex::AddDeleteCommand(app, command);
  trialdex::AddStatusCommand(app, command);
  trialdex::AddHealthCommand(app, command);
  trialdex::AddDeadLettersCommand(app, command);
  trialdex::AddConsumersCommand(app, command);
  trialdex::AddIndexCommand(app, command);
  trialdex::AddEvalCommand(app, command);
  trialdex::AddUnknownFieldsCommand(app, command);
  trialdex::AddValidateCommand(app, command);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  const absl::Status status = Run(command, options, tls);
  if (std::fflush(stdout) != 0) return kFailure;
  if (status.ok()) return 0;
  std::fprintf(stderr, "trialctl: %s\n", trialdex::FormatError(status).c_str());
  return kFailure;
}
