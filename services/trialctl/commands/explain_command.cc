// trialctl explain
#include <cstdio>
#include <memory>
#include <string>

#include "services/trialctl/commands/commands.h"
#include "services/trialctl/commands/ranking_options.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

void PrintTree(const v1::ScoreExplanation& part, int depth) {
  const std::string indent(static_cast<size_t>(2 * depth), ' ');
  if (part.matched()) {
    std::printf("%s%10.4f  %s\n", indent.c_str(), part.value(), part.description().c_str());
  } else {
    std::printf("%s         -  %s\n", indent.c_str(), part.description().c_str());
  }
  if (part.matched() && part.idf() > 0) {
    std::printf("%s            idf %.4f x 2.2 x f / (1.2 + f), f = %.4f\n", indent.c_str(),
                part.idf(), part.weighted_frequency());
    for (const v1::FieldContribution& field : part.fields()) {
      std::printf(
          "%s            + %.4f  %s '%s': %g times in %lld words (average %.1f), weight %g\n",
          indent.c_str(), field.contribution(), field.field().c_str(), field.term().c_str(),
          field.frequency(), static_cast<long long>(field.length()), field.average_length(),
          field.weight());
    }
  }
  for (const v1::ScoreExplanation& child : part.children()) PrintTree(child, depth + 1);
}

absl::Status Explain(const Session& session, const v1::ExplainTrialRequest& request) {
  v1::ExplainTrialResponse response;
  const auto stub = session.Query();
  const absl::Status status =
      session.Call(*stub, &v1::QueryService::Stub::ExplainTrial, request, response);
  if (!status.ok()) {
    return absl::Status(status.code(), FormatSearchError(status, request.search()));
  }
  if (session.json()) return PrintJsonLine(response);
  if (response.matched()) {
    std::printf("%s  score %.4f\n", response.id().c_str(), response.score());
  } else {
    std::printf("%s  is not found\n", response.id().c_str());
    for (const std::string& clause : response.missing_clauses()) {
      std::printf("  because of: %s\n", clause.c_str());
    }
  }
  PrintTree(response.explanation(), 0);
  return absl::OkStatus();
}

}  // namespace

void AddExplainCommand(CLI::App& app, Command& chosen) {
  auto request = std::make_shared<v1::ExplainTrialRequest>();
  CLI::App* command = app.add_subcommand("explain", "Say why a trial has its score");
  command->footer("Example:\n  trialctl explain NCT01234567 'heart failure'");
  command
      ->add_option_function<std::string>(
          "id", [request](const std::string& value) { request->set_id(value); }, "Id of the trial")
      ->required();
  command->add_option_function<std::string>(
      "query", [request](const std::string& value) { request->mutable_search()->set_query(value); },
      "The query, as given to search");
  command->add_option_function<std::string>(
      "--filter",
      [request](const std::string& value) { request->mutable_search()->set_filter(value); },
      "The filter, as given to search");
  AddRankingOptions(*command, *request->mutable_search());
  command->callback([request, &chosen] {
    chosen = [request](const Session& session) { return Explain(session, *request); };
  });
}

}  // namespace trialdex
