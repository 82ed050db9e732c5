#include "tests/support/real_records.h"

#include <zstd.h>

#include <cstdlib>
#include <fstream>
#include <utility>

#include "gtest/gtest.h"

namespace trialdex {

struct RealRecords::Stream {
  Stream() : context(ZSTD_createDCtx(), &ZSTD_freeDCtx) {}

  // Appends decompressed bytes to `plain`; false at the end of the file.
  bool Fill();

  std::ifstream file;
  std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx*)> context;
  std::string packed;
  ZSTD_inBuffer input{nullptr, 0, 0};
  std::string plain;
  size_t begin = 0;  // First byte of `plain` that was not handed out.
};

bool RealRecords::Stream::Fill() {
  plain.erase(0, begin);
  begin = 0;
  if (input.pos == input.size) {
    packed.resize(ZSTD_DStreamInSize());
    file.read(packed.data(), static_cast<std::streamsize>(packed.size()));
    input = {packed.data(), static_cast<size_t>(file.gcount()), 0};
    if (input.size == 0) return false;
  }
  const size_t held = plain.size();
  plain.resize(held + ZSTD_DStreamOutSize());
  ZSTD_outBuffer output{plain.data(), plain.size(), held};
  const size_t result = ZSTD_decompressStream(context.get(), &output, &input);
  plain.resize(output.pos);
  if (ZSTD_isError(result) != 0) {
    ADD_FAILURE() << "real records: " << ZSTD_getErrorName(result);
    return false;
  }
  return true;
}

std::optional<RealRecords> RealRecords::Open(absl::string_view name) {
  const char* directory = std::getenv("TRIALDEX_RECORDS_DIR");
  if (directory == nullptr || *directory == '\0') return std::nullopt;
  const std::string path = std::string(directory) + "/" + std::string(name) + ".jsonl.zst";
  auto stream = std::make_unique<Stream>();
  stream->file.open(path, std::ios::binary);
  if (!stream->file) ADD_FAILURE() << "cannot read " << path;
  return RealRecords(std::move(stream));
}

RealRecords::RealRecords(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
RealRecords::RealRecords(RealRecords&&) noexcept = default;
RealRecords& RealRecords::operator=(RealRecords&&) noexcept = default;
RealRecords::~RealRecords() = default;

bool RealRecords::Next(std::string& line) {
  size_t searched = 0;  // Bytes behind `begin` known to hold no line end.
  while (true) {
    const size_t end = stream_->plain.find('\n', stream_->begin + searched);
    if (end != std::string::npos) {
      line.assign(stream_->plain, stream_->begin, end - stream_->begin);
      stream_->begin = end + 1;
      searched = 0;
      if (!line.empty()) return true;
      continue;
    }
    searched = stream_->plain.size() - stream_->begin;
    if (stream_->Fill()) continue;
    line.assign(stream_->plain, stream_->begin);
    stream_->begin = stream_->plain.size();
    return !line.empty();
  }
}

}  // namespace trialdex
