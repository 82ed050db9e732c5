// A fixed amount of work for counting instructions: what a slow-down of the code shows
// in, on machines too noisy for clocks.
//
//   counted_work parse|index|search SAMPLES
//
// SAMPLES are the record files of deploy/samples. Does the same every time: run.sh runs it
// under callgrind and compares the total with counts.tsv.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_directory.h"
#include "libs/index/index_writer.h"
#include "libs/index/snapshot_source.h"
#include "libs/search/search_engine.h"
#include "libs/sources/all_parsers.h"
#include "libs/sources/detection.h"
#include "services/trialctl/input/record_reader.h"
#include "tests/support/sample_study.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

constexpr char kFingerprint[] = "instructions";
constexpr int kParseRounds = 300;
constexpr int kSearchRounds = 40;
// Trials of the index; a third of them are written twice.
constexpr int kStudies = 900;
constexpr int kSampleCopies = 40;
constexpr int kTrialsPerCommit = 300;

struct Query {
  const char* query;
  const char* filter;
  const char* order_by;
};

constexpr Query kQueries[] = {
    {"asthma", "", ""},
    {"marker77", "", ""},
    {"asthma OR stroke", "", ""},
    {"asthma OR stroke OR cancer OR diabetes OR telephone", "", ""},
    {"breast cancer", "", ""},
    {"people treated for type 2 diabetes", "", ""},
    {"\"blood samples\"", "", ""},
    {"\"followed a year\"~3", "", ""},
    {"AREA[Condition] stroke AND NOT AREA[Phase] PHASE2", "", ""},
    {"mark*", "", ""},
    {"asthme~1", "", ""},
    {"cancer", "overall_status = RECRUITING AND enrollment > 100", ""},
    {"cancer", "", "last_update_post_date desc"},
    {"", "phase = PHASE2", "enrollment desc"},
};

absl::StatusOr<std::vector<std::string>> ReadSamples(const std::string& path) {
  std::vector<std::string> records;
  ASSIGN_OR_RETURN(const std::vector<std::string> files, ExpandPaths({path}));
  for (const std::string& file : files) {
    RETURN_IF_ERROR(ReadRecords(file, {}, [&records](v1::RawRecord record, int64_t) {
      records.push_back(std::move(*record.mutable_content()));
      return absl::OkStatus();
    }));
  }
  return records;
}

absl::StatusOr<v1::Trial> Parse(const ParserSet& parsers, const std::string& record) {
  ASSIGN_OR_RETURN(const v1::SourceFormat format, DetectFormat(record));
  return parsers.Find(format)->Parse(record);
}

absl::Status ParseAll(const std::vector<std::string>& samples) {
  const ParserSet parsers;
  for (int round = 0; round < kParseRounds; ++round) {
    for (const std::string& sample : samples) RETURN_IF_ERROR(Parse(parsers, sample).status());
    RETURN_IF_ERROR(Parse(parsers, SampleStudyJson(round + 1)).status());
  }
  return absl::OkStatus();
}

// Trials like the samples, and made ones with a word of their own, in several segments,
// some with deletions.
absl::Status WriteIndex(const std::vector<std::string>& samples, const std::string& root) {
  const ParserSet parsers;
  std::vector<v1::Trial> trials;
  for (const std::string& sample : samples) {
    ASSIGN_OR_RETURN(const v1::Trial trial, Parse(parsers, sample));
    for (int copy = 0; copy < kSampleCopies; ++copy) {
      trials.push_back(trial);
      trials.back().set_id(SampleId(10000000 + static_cast<int>(trials.size())));
    }
  }
  for (int number = 1; number <= kStudies; ++number) {
    for (int version = 1; version <= (number % 3 == 0 ? 2 : 1); ++version) {
      ASSIGN_OR_RETURN(trials.emplace_back(), Parse(parsers, SampleStudyJson(number, version)));
    }
  }

  ASSIGN_OR_RETURN(const auto directory, IndexDirectory::Open(root));
  const IndexName name{kFingerprint, 1};
  IndexWriterOptions options;
  options.directory = directory->Path(name);
  options.fingerprint = kFingerprint;
  ASSIGN_OR_RETURN(const auto writer, OpenIndexWriter(options));
  uint64_t position = 0;
  for (v1::Trial& trial : trials) {
    RETURN_IF_ERROR(writer->Upsert(std::move(trial)));
    if (++position % kTrialsPerCommit == 0) RETURN_IF_ERROR(writer->Commit({"log", position}));
  }
  RETURN_IF_ERROR(writer->Commit({"log", position}));
  RETURN_IF_ERROR(writer->WaitForMerges());
  return directory->SetCurrent(name);
}

absl::Status SearchAll(const std::string& root) {
  SnapshotSource source({.index_dir = root, .fingerprint = kFingerprint});
  SearchEngine engine(source, {});
  for (int round = 0; round < kSearchRounds; ++round) {
    for (const Query& query : kQueries) {
      v1::SearchTrialsRequest request;
      request.set_query(query.query);
      request.set_filter(query.filter);
      request.set_order_by(query.order_by);
      request.add_facets()->set_field("condition");
      const auto response = engine.Search(request);
      RETURN_IF_ERROR(response.status());
      if (response->total_size() == 0) {
        return absl::InternalError(absl::StrCat("nothing found: ", query.query));
      }
    }
  }
  return absl::OkStatus();
}

absl::Status Run(absl::string_view work, const std::string& samples_path) {
  ASSIGN_OR_RETURN(const std::vector<std::string> samples, ReadSamples(samples_path));
  const TempDir temp;
  if (work == "parse") return ParseAll(samples);
  RETURN_IF_ERROR(WriteIndex(samples, temp.path()));
  return work == "index" ? absl::OkStatus() : SearchAll(temp.path());
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  const absl::string_view work = argc == 3 ? argv[1] : "";
  if (work != "parse" && work != "index" && work != "search") {
    std::fprintf(stderr, "usage: counted_work parse|index|search SAMPLES\n");
    return 2;
  }
  const absl::Status status = trialdex::Run(work, argv[2]);
  if (!status.ok()) std::fprintf(stderr, "counted_work: %s\n", status.ToString().c_str());
  return status.ok() ? 0 : 1;
}
