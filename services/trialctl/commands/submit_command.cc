// trialctl submit
#include <array>
#include <atomic>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/client/submit_stream.h"
#include "libs/rpc/channel.h"
#include "libs/trial/enum_names.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/commands/option_values.h"
#include "services/trialctl/input/record_reader.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/output/progress.h"
#include "services/trialctl/output/silence_watch.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

struct SubmitArguments {
  std::vector<std::string> paths;
  v1::SourceFormat format = v1::SOURCE_FORMAT_UNSPECIFIED;
  std::string stream;
  bool wait_searchable = false;
  bool results = false;
};

// What became of the records. Thread-safe: results come on the stream's thread.
class Tally {
 public:
  Tally(bool print_results, bool json) : print_results_(print_results), json_(json) {}

  // The record that the next result but those outstanding will be about.
  void Sent(const v1::RawRecord& record) {
    const absl::MutexLock lock(&mutex_);
    sources_.push_back(record.source_uri());
    bytes_ += static_cast<int64_t>(record.content().size());
  }

  void Add(const v1::RecordResult& result) {
    const absl::MutexLock lock(&mutex_);
    const std::string source = std::move(sources_.front());
    sources_.pop_front();
    ++counts_[static_cast<size_t>(result.outcome())];
    if (result.outcome() == v1::RECORD_OUTCOME_REJECTED) {
      const v1::Rejection& rejection = result.rejection();
      std::fprintf(stderr, "rejected %s: %s: %s%s%s\n", source.c_str(), rejection.reason().c_str(),
                   rejection.message().c_str(),
                   rejection.dead_letter_id().empty() ? "" : ", kept as dead letter ",
                   rejection.dead_letter_id().c_str());
    }
    if (!print_results_) return;
    if (json_) {
      PrintJsonLine(result).IgnoreError();
    } else {
      std::printf("%s  %s  %s\n", source.c_str(), std::string(EnumWord(result.outcome())).c_str(),
                  result.trial_id().c_str());
    }
  }

  int64_t count(v1::RecordOutcome outcome) const {
    const absl::MutexLock lock(&mutex_);
    return counts_[static_cast<size_t>(outcome)];
  }

  // Records without an answer.
  int64_t waiting() const {
    const absl::MutexLock lock(&mutex_);
    return static_cast<int64_t>(sources_.size());
  }

  // Content of the records sent.
  int64_t bytes() const {
    const absl::MutexLock lock(&mutex_);
    return bytes_;
  }

  int64_t total() const {
    const absl::MutexLock lock(&mutex_);
    int64_t sum = 0;
    for (const int64_t count : counts_) sum += count;
    return sum;
  }

 private:
  const bool print_results_;
  const bool json_;
  mutable absl::Mutex mutex_;
  std::deque<std::string> sources_;
  int64_t bytes_ = 0;
  std::array<int64_t, v1::RecordOutcome_ARRAYSIZE> counts_{};
};

void PrintTally(const Session& session, const Tally& tally, absl::Duration took) {
  const auto accepted = static_cast<long long>(tally.count(v1::RECORD_OUTCOME_ACCEPTED));
  const auto unchanged = static_cast<long long>(tally.count(v1::RECORD_OUTCOME_UNCHANGED));
  const auto stale = static_cast<long long>(tally.count(v1::RECORD_OUTCOME_STALE));
  const auto rejected = static_cast<long long>(tally.count(v1::RECORD_OUTCOME_REJECTED));
  if (session.json()) {
    std::printf(
        "{\"records\":%lld,\"accepted\":%lld,\"unchanged\":%lld,\"stale\":%lld,\"rejected\":%lld,"
        "\"bytes\":%lld,\"seconds\":%.3f}\n",
        static_cast<long long>(tally.total()), accepted, unchanged, stale, rejected,
        static_cast<long long>(tally.bytes()), absl::ToDoubleSeconds(took));
    return;
  }
  std::printf("%lld records in %.1f s: %lld accepted, %lld unchanged, %lld stale, %lld rejected\n",
              static_cast<long long>(tally.total()), absl::ToDoubleSeconds(took), accepted,
              unchanged, stale, rejected);
}

int64_t TotalBytes(const std::vector<std::string>& files) {
  int64_t total = 0;
  for (const std::string& file : files) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) return 0;
    total += static_cast<int64_t>(size);
  }
  return total;
}

// Sends the records of `files` but for those that `stream` has from before. What was read before
// an unreadable file is brought to its end.
absl::Status SendFiles(const std::vector<std::string>& files, v1::SourceFormat format,
                       SubmitStream& stream, Tally& tally) {
  uint64_t to_skip = stream.first_offset();
  RecordReaderOptions options;
  options.format = format;
  ProgressBar progress(TotalBytes(files));
  int64_t finished_bytes = 0;
  absl::Status status;
  for (const std::string& file : files) {
    status = ReadRecords(file, options, [&](v1::RawRecord record, int64_t consumed_bytes) {
      if (to_skip > 0) {
        --to_skip;
        return absl::OkStatus();
      }
      tally.Sent(record);
      progress.Update(finished_bytes + consumed_bytes, absl::StrCat(tally.total(), " records"));
      return stream.Submit(std::move(record));
    });
    if (!status.ok()) break;
    finished_bytes += TotalBytes({file});
  }
  status.Update(stream.Finish());
  return status;
}

absl::Status Submit(const Session& session, const SubmitArguments& arguments) {
  ASSIGN_OR_RETURN(const std::vector<std::string> files, ExpandPaths(arguments.paths));
  const absl::Time start = absl::Now();
  Tally tally(arguments.results, session.json());
  std::atomic<bool> opened = false;
  const SilenceWatch watch(session, [&]() -> std::optional<int64_t> {
    if (opened && tally.waiting() == 0) return std::nullopt;
    return tally.total();
  });
  SubmitStreamOptions options;
  options.stream = arguments.stream;
  options.ack_level = arguments.wait_searchable ? v1::ACK_LEVEL_SEARCHABLE : v1::ACK_LEVEL_DURABLE;
  options.give_up_after = session.timeout();
  ASSIGN_OR_RETURN(const std::unique_ptr<SubmitStream> stream,
                   SubmitStream::Open(
                       session.Channel(session.IngestTarget()), options,
                       [&tally](uint64_t, const v1::RecordResult& result) { tally.Add(result); }));
  opened = true;
  const absl::Status sent = SendFiles(files, arguments.format, *stream, tally);
  PrintTally(session, tally, absl::Now() - start);
  RETURN_IF_ERROR(sent);
  const int64_t rejected = tally.count(v1::RECORD_OUTCOME_REJECTED);
  if (rejected == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(rejected, " records rejected; see trialctl dead-letters list"));
}

}  // namespace

void AddSubmitCommand(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<SubmitArguments>();
  CLI::App* command = app.add_subcommand("submit", "Send records to ingest");
  command->footer(
      "Files may be JSON Lines, JSON, XML, HTML or text, plain or .gz/.zst; folders are walked;\n"
      "- is standard input. Ends with 1 if a record was rejected, with 0 otherwise.");
  command->add_option("paths", arguments->paths, "Files, folders, -")->required();
  command->add_option("--format", arguments->format, "Form of the records, told by itself")
      ->type_name("WORD")
      ->transform(OneOf<v1::SourceFormat>({{"auto", v1::SOURCE_FORMAT_UNSPECIFIED},
                                           {"v2-json", v1::SOURCE_FORMAT_CTGOV_V2_JSON},
                                           {"classic-xml", v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML},
                                           {"page-text", v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT},
                                           {"page-html", v1::SOURCE_FORMAT_TRIAL_PAGE_HTML}}))
      ->default_str("auto");
  command->add_option("--stream", arguments->stream,
                      "Name of a resumable stream: a second run goes on where the first ended");
  command->add_flag("--searchable", arguments->wait_searchable,
                    "Acknowledge records only once they can be searched");
  command->add_flag("--results", arguments->results, "Print what became of each record");
  command->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) { return Submit(session, *arguments); };
  });
}

}  // namespace trialdex
