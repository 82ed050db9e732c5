// trialctl eval
#include <cstdio>
#include <fstream>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/eval/metrics.h"
#include "services/trialctl/eval/qrels.h"
#include "services/trialctl/eval/run_file.h"
#include "services/trialctl/eval/topics.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

// Hits of a topic that are looked at and written to a run.
constexpr int kHitsPerTopic = 1000;
// Most ids in one call of BatchGetTrials.
constexpr int kIdsPerCall = 1000;

struct EvalArguments {
  std::string topics;
  std::string qrels;
  std::string filter;
  size_t k = 10;
  // Where to write what was found; empty: nowhere.
  std::string run;
  // A run to measure instead of searching; empty: none.
  std::string score_run;
};

absl::StatusOr<std::string> ReadInput(const std::string& path) {
  auto content = ReadFile(path);
  if (content.ok()) return content;
  return absl::Status(content.status().code(),
                      absl::StrCat(path, ": ", content.status().message()));
}

// Takes the judgments of trials that the service does not hold away: no search can find them.
absl::Status KeepIndexed(const Session& session, Qrels& qrels) {
  const auto stub = session.Query();
  for (auto& [topic, judgments] : qrels) {
    for (auto next = judgments.begin(); next != judgments.end();) {
      v1::BatchGetTrialsRequest request;
      request.mutable_read_mask()->add_paths("id");
      for (; next != judgments.end() && request.ids_size() < kIdsPerCall; ++next) {
        request.add_ids(next->first);
      }
      v1::BatchGetTrialsResponse response;
      RETURN_IF_ERROR(
          session.Call(*stub, &v1::QueryService::Stub::BatchGetTrials, request, response));
      for (const std::string& missing : response.missing_ids()) judgments.erase(missing);
    }
  }
  return absl::OkStatus();
}

// What the service finds for `topic`, best first.
absl::StatusOr<v1::SearchTrialsResponse> SearchTopic(const Session& session, const Topic& topic,
                                                     const std::string& filter) {
  v1::SearchTrialsRequest request;
  request.set_text(topic.text);
  request.set_filter(filter);
  request.set_page_size(kHitsPerTopic);
  request.set_view(v1::TRIAL_VIEW_ID);
  v1::SearchTrialsResponse response;
  const auto stub = session.Query();
  const absl::Status status =
      session.Call(*stub, &v1::QueryService::Stub::SearchTrials, request, response);
  if (status.ok()) return response;
  return absl::Status(status.code(),
                      absl::StrCat("topic ", topic.number, ": ", FormatError(status)));
}

// Prints the measures of one topic, or of their mean.
class MetricsPrinter {
 public:
  MetricsPrinter(bool json, size_t k) : json_(json), k_(k) {}

  void Print(absl::string_view topic, const RankMetrics& metrics) {
    if (json_) {
      absl::PrintF("{\"topic\":\"%s\",%s}\n", topic, Members(metrics));
      return;
    }
    if (!std::exchange(has_header_, true)) {
      absl::PrintF("%-8s %10s %10s %10s %10s\n", "topic", absl::StrCat("nDCG@", k_),
                   absl::StrCat("P@", k_), "RR", absl::StrCat("R@", kRecallDepth));
    }
    absl::PrintF("%-8s %10.4f %10.4f %10.4f %10.4f\n", topic, metrics.ndcg, metrics.precision,
                 metrics.reciprocal_rank, metrics.recall);
  }

  void PrintMean(const RankMetrics& mean, size_t topics, size_t left_out) {
    if (json_) {
      absl::PrintF("{\"topic\":\"mean\",\"topics\":%d,\"topicsLeftOut\":%d,%s}\n", topics, left_out,
                   Members(mean));
      return;
    }
    Print("mean", mean);
    // To standard error, so that standard output holds measures and nothing else.
    absl::FPrintF(stderr, "%d topics; %d left out, because no relevant trial is indexed\n", topics,
                  left_out);
  }

 private:
  std::string Members(const RankMetrics& metrics) const {
    return absl::StrFormat("\"ndcg@%d\":%.4f,\"p@%d\":%.4f,\"rr\":%.4f,\"r@%d\":%.4f", k_,
                           metrics.ndcg, k_, metrics.precision, metrics.reciprocal_rank,
                           kRecallDepth, metrics.recall);
  }

  const bool json_;
  const size_t k_;
  bool has_header_ = false;
};

// The rankings to measure: searched for, or read from a file.
absl::StatusOr<Run> MakeRun(const Session& session, const EvalArguments& arguments,
                            const std::vector<Topic>& topics) {
  if (!arguments.score_run.empty()) {
    ASSIGN_OR_RETURN(const std::string content, ReadInput(arguments.score_run));
    return ParseRun(content);
  }
  Run run;
  std::string lines;
  for (const Topic& topic : topics) {
    ASSIGN_OR_RETURN(const v1::SearchTrialsResponse response,
                     SearchTopic(session, topic, arguments.filter));
    std::vector<std::string>& ids = run[topic.number];
    for (const v1::TrialHit& hit : response.hits()) {
      ids.push_back(hit.id());
      lines += FormatRunLine(topic.number, hit.id(), ids.size(), hit.score(), "trialdex");
    }
  }
  if (arguments.run.empty()) return run;
  std::ofstream file(arguments.run, std::ios::binary);
  file << lines;
  file.close();
  if (!file) return absl::UnavailableError(absl::StrCat("cannot write ", arguments.run));
  return run;
}

absl::Status Eval(const Session& session, const EvalArguments& arguments) {
  ASSIGN_OR_RETURN(const std::string topics_file, ReadInput(arguments.topics));
  ASSIGN_OR_RETURN(const std::vector<Topic> topics, ParseTopics(topics_file));
  Qrels qrels;
  if (!arguments.qrels.empty()) {
    ASSIGN_OR_RETURN(const std::string qrels_file, ReadInput(arguments.qrels));
    ASSIGN_OR_RETURN(qrels, ParseQrels(qrels_file));
    RETURN_IF_ERROR(KeepIndexed(session, qrels));
  }
  ASSIGN_OR_RETURN(const Run run, MakeRun(session, arguments, topics));
  if (arguments.qrels.empty()) return absl::OkStatus();

  MetricsPrinter printer(session.json(), arguments.k);
  std::vector<RankMetrics> measured;
  for (const Topic& topic : topics) {
    const auto judgments = qrels.find(topic.number);
    if (judgments == qrels.end() || !HasRelevant(judgments->second)) continue;
    const auto ranking = run.find(topic.number);
    measured.push_back(
        MeasureRanking(ranking == run.end() ? std::vector<std::string>() : ranking->second,
                       judgments->second, arguments.k));
    printer.Print(topic.number, measured.back());
  }
  if (measured.empty()) {
    return absl::FailedPreconditionError("no topic has a relevant trial that is indexed");
  }
  printer.PrintMean(MeanOf(measured), measured.size(), topics.size() - measured.size());
  return absl::OkStatus();
}

}  // namespace

void AddEvalCommand(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<EvalArguments>();
  CLI::App* command = app.add_subcommand("eval", "Measure how well topics are answered");
  command->footer(
      "Searches for the text of each topic and compares what is found with judgments of people\n"
      "(grades 0, 1, 2; 2 is relevant). Topics without a relevant trial in the index are left "
      "out.\n"
      "Examples:\n"
      "  trialctl eval --topics topics2021.xml --qrels qrels2021.txt\n"
      "  trialctl eval --topics topics2021.xml --run ours.run\n"
      "  trialctl eval --topics topics2021.xml --qrels qrels2021.txt --score-run theirs.run");
  command->add_option("--topics", arguments->topics, "TREC topics: <topic number=\"1\">…</topic>")
      ->required();
  CLI::Option* qrels = command->add_option("--qrels", arguments->qrels,
                                           "TREC judgments: 'topic 0 trial grade' a line");
  command->add_option("--k", arguments->k, "Depth of nDCG and P")
      ->check(CLI::Range(1, kHitsPerTopic))
      ->capture_default_str();
  command->add_option("--filter", arguments->filter, "Search only what this selects");
  CLI::Option* run =
      command->add_option("--run", arguments->run, "Write the best 1,000 hits of each topic here");
  command->add_option("--score-run", arguments->score_run, "Measure this run instead of searching")
      ->needs(qrels)
      ->excludes(run);
  command->callback([arguments, &chosen, command] {
    if (arguments->qrels.empty() && arguments->run.empty()) {
      throw CLI::RequiredError(command->get_name() + ": --qrels or --run");
    }
    chosen = [arguments](const Session& session) { return Eval(session, *arguments); };
  });
}

}  // namespace trialdex
