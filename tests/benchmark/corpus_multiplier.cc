// Makes many records of trials out of few.
#include <zstd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "services/trialctl/input/record_reader.h"
#include "tests/benchmark/corpus/resampler.h"
#include "tests/benchmark/exit_code.h"

namespace trialdex {
namespace {

constexpr size_t kBlockBytes = 4 << 20;
// Writes as fast as records are made; level 3 takes twice as long for a tenth less.
constexpr int kCompressionLevel = 1;

// A file that is written from front to back; compressed if its name ends in .zst, "-" is
// standard output.
class OutputFile {
 public:
  static absl::StatusOr<OutputFile> Open(const std::string& path) {
    std::FILE* const file = path == "-" ? stdout : std::fopen(path.c_str(), "wb");
    if (file == nullptr) return ErrnoToStatus(errno, "cannot write", path);
    return OutputFile(file, absl::EndsWith(path, ".zst"));
  }

  // Appends a part, a zstd frame of its own.
  absl::Status Write(absl::string_view bytes) {
    if (context_ != nullptr) {
      compressed_.resize(ZSTD_compressBound(bytes.size()));
      const size_t size = ZSTD_compressCCtx(context_.get(), compressed_.data(), compressed_.size(),
                                            bytes.data(), bytes.size(), kCompressionLevel);
      if (ZSTD_isError(size) != 0) return absl::InternalError(ZSTD_getErrorName(size));
      bytes = {compressed_.data(), size};
    }
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size()) {
      return absl::OkStatus();
    }
    return absl::DataLossError("cannot write the records");
  }

  absl::Status Close() {
    if (std::fclose(file_.release()) == 0) return absl::OkStatus();
    return absl::DataLossError("cannot write the records");
  }

 private:
  OutputFile(std::FILE* file, bool compress)
      : file_(file, std::fclose), context_(compress ? ZSTD_createCCtx() : nullptr, ZSTD_freeCCtx) {}

  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx*)> context_;
  std::string compressed_;
};

absl::Status Run(const std::vector<std::string>& paths, const std::string& output, uint64_t count,
                 uint64_t seed) {
  ASSIGN_OR_RETURN(const auto files, ExpandPaths(paths));
  Resampler resampler(seed);
  for (const std::string& path : files) {
    RETURN_IF_ERROR(ReadRecords(path, {}, [&](v1::RawRecord record, int64_t) {
      const absl::Status status = resampler.Add(std::move(*record.mutable_content()));
      if (status.ok()) return status;
      return absl::Status(status.code(), absl::StrCat(record.source_uri(),
                                                      ": no record of API v2: ", status.message()));
    }));
  }
  if (resampler.record_count() == 0) return absl::InvalidArgumentError("there are no records");
  resampler.Finish();
  ASSIGN_OR_RETURN(OutputFile file, OutputFile::Open(output));
  std::string block;
  uint64_t bytes = 0;
  for (uint64_t number = 0; number < count; ++number) {
    resampler.Append(number, block);
    block += '\n';
    if (block.size() < kBlockBytes && number + 1 < count) continue;
    bytes += block.size();
    RETURN_IF_ERROR(file.Write(block));
    block.clear();
  }
  std::fprintf(stderr, "%zu records made %llu, %.1f MB; distinct words grow with the power %.2f\n",
               resampler.record_count(), static_cast<unsigned long long>(count),
               static_cast<double>(bytes) / 1e6, resampler.words().growth());
  return file.Close();
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  CLI::App app(
      "Makes many records of trials out of few: JSON Lines of ClinicalTrials.gov's API v2 that "
      "trialctl submit takes. Every record is one of the given ones, changed: another id, other "
      "dates and numbers, and a part of its sentences, outcomes, sites and conditions from "
      "another trial about the same condition. Words keep their shares of trials, and new ones "
      "come as they would in a corpus of that size.");
  std::vector<std::string> paths;
  std::string output = "-";
  uint64_t count = 0;
  uint64_t seed = 1;
  app.add_option("records", paths, "Files of API v2 records, as trialctl submit takes them")
      ->required();
  app.add_option("--count", count, "Records to make")
      ->required()
      ->check(CLI::Range(uint64_t{1}, uint64_t{99999999}));
  app.add_option("--seed", seed, "Another seed makes other records")->capture_default_str();
  app.add_option("--output", output,
                 "Where to; compressed if it ends in .zst; - is standard output")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return trialdex::ExitCode(argv[0], trialdex::Run(paths, output, count, seed));
}
