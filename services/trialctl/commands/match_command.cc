// trialctl match
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/commands/option_values.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

struct MatchArguments {
  v1::MatchTrialsRequest request;
  std::string note_file;
  bool verbose = false;
};

// A mark at the line's front and how the answer is called.
struct AnswerText {
  const char* mark;
  const char* word;
};

AnswerText TextOf(v1::MatchAnswer answer) {
  switch (answer) {
    case v1::MATCH_ANSWER_MEETS:
      return {"+", "meets"};
    case v1::MATCH_ANSWER_FAILS:
      return {"-", "fails"};
    default:
      return {"?", "unknown"};
  }
}

const char* NameOf(v1::CriterionList list) {
  switch (list) {
    case v1::CRITERION_LIST_STRUCTURED:
      return "field";
    case v1::CRITERION_LIST_INCLUSION:
      return "inclusion";
    case v1::CRITERION_LIST_EXCLUSION:
      return "exclusion";
    default:
      return "item";
  }
}

// Items that were answered stand before the many that were not: those are counted only,
// unless asked for.
void PrintItems(const v1::TrialMatch& match, bool verbose) {
  for (const v1::CriterionMatch& item : match.criteria()) {
    if (!verbose && item.answer() != v1::MATCH_ANSWER_FAILS) continue;
    std::printf("    %s %-9s  %s\n", TextOf(item.answer()).mark, NameOf(item.list()),
                item.text().c_str());
    if (item.requirement().empty()) continue;
    std::printf("      %s: %s\n", TextOf(item.answer()).word, item.reason().c_str());
  }
}

void PrintMatch(const v1::TrialMatch& match, bool verbose) {
  std::printf("%s  meets %d, fails %d, unknown %d\n", match.hit().id().c_str(), match.meets_count(),
              match.fails_count(), match.unknown_count());
  const v1::TrialSummary& summary = match.hit().summary();
  std::printf("  %s\n", summary.brief_title().c_str());
  PrintItems(match, verbose);
}

// To standard error, so that standard output holds matches and nothing else.
void PrintPatient(const v1::MatchTrialsResponse& response) {
  std::vector<std::string> facts;
  for (const v1::PatientFact& fact : response.facts()) {
    const bool yes_or_no = fact.value() == "yes" || fact.value() == "no";
    facts.push_back(yes_or_no ? absl::StrCat(fact.kind(), ": ", fact.value()) : fact.value());
  }
  std::fprintf(
      stderr, "patient: %s\n",
      facts.empty() ? "nothing could be read for sure" : absl::StrJoin(facts, ", ").c_str());
}

absl::Status Match(const Session& session, const MatchArguments& arguments) {
  v1::MatchTrialsRequest request = arguments.request;
  if (!arguments.note_file.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_note(), ReadFile(arguments.note_file));
  }
  v1::MatchTrialsResponse response;
  RETURN_IF_ERROR(
      session.Call(*session.Query(), &v1::QueryService::Stub::MatchTrials, request, response));
  PrintPatient(response);
  for (const v1::TrialMatch& match : response.matches()) {
    if (session.json()) {
      RETURN_IF_ERROR(PrintJsonLine(match));
    } else {
      PrintMatch(match, arguments.verbose);
    }
  }
  std::fflush(stdout);
  std::fprintf(stderr, "%d trials; %lld compared of %lld found%s\n", response.matches_size(),
               static_cast<long long>(response.compared_count()),
               static_cast<long long>(response.total_size()),
               response.partial() ? ", partial: a limit stopped the search" : "");
  return absl::OkStatus();
}

void AddPatientOptions(CLI::App& command, MatchArguments& arguments) {
  v1::MatchTrialsRequest& request = arguments.request;
  command.add_option_function<double>(
      "--age", [&request](const double& years) { request.set_age_years(years); },
      "Age in years; unset: read from the note");
  command
      .add_option_function<v1::Sex>(
          "--sex", [&request](const v1::Sex& sex) { request.set_sex(sex); },
          "female or male; unset: read from the note")
      ->type_name("WORD")
      ->transform(OneOf<v1::Sex>({{"female", v1::SEX_FEMALE}, {"male", v1::SEX_MALE}}));
  command.add_flag_callback(
      "--healthy", [&request] { request.set_healthy_volunteer(true); }, "A healthy volunteer");
  CLI::Option* const note = command.add_option_function<std::string>(
      "--note", [&request](const std::string& text) { request.set_note(text); },
      "Free text about the patient");
  command.add_option("--note-file", arguments.note_file, "A file with that text")
      ->check(CLI::ExistingFile)
      ->excludes(note);
  command.add_option_function<std::vector<std::string>>(
      "--condition",
      [&request](const std::vector<std::string>& conditions) {
        for (const std::string& condition : conditions) request.add_conditions(condition);
      },
      "A condition; may be given again");
}

}  // namespace

void AddMatchCommand(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<MatchArguments>();
  CLI::App* command = app.add_subcommand("match", "Find trials for a patient");
  command->footer(
      "Examples:\n"
      "  trialctl match --note '45-year-old woman with HER2-positive breast cancer, ECOG 1'\n"
      "  trialctl match --age 70 --sex male --condition stroke --contradictions drop -v");
  AddPatientOptions(*command, *arguments);
  v1::MatchTrialsRequest& request = arguments->request;
  command->add_option_function<std::string>(
      "--filter", [&request](const std::string& filter) { request.set_filter(filter); },
      "Only trials selected by this filter, for example 'overall_status = RECRUITING'");
  command
      ->add_option_function<v1::ContradictionPolicy>(
          "--contradictions",
          [&request](const v1::ContradictionPolicy& policy) { request.set_contradictions(policy); },
          "Trials that contradict the patient: sink (default), drop or keep")
      ->type_name("WORD")
      ->transform(OneOf<v1::ContradictionPolicy>({{"sink", v1::CONTRADICTION_POLICY_SINK},
                                                  {"drop", v1::CONTRADICTION_POLICY_DROP},
                                                  {"keep", v1::CONTRADICTION_POLICY_KEEP}}));
  command->add_option_function<int>(
      "--limit", [&request](const int& value) { request.set_limit(value); },
      "At most so many trials (default 10, at most 100)");
  command->add_option_function<uint64_t>(
      "--min-position", [&request](const uint64_t& value) { request.set_min_position(value); },
      "Wait until the index has reached this log position");
  command->add_flag("-v,--verbose", arguments->verbose,
                    "Every item with its answer, not only the failed ones");
  command->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) { return Match(session, *arguments); };
  });
}

}  // namespace trialdex
