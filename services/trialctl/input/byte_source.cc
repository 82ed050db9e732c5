#include "services/trialctl/input/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

constexpr size_t kChunkBytes = 1 << 18;
constexpr char kZstdMagic[] = "\x28\xB5\x2F\xFD";
constexpr char kGzipMagic[] = "\x1F\x8B";

class FileSource final : public ByteSource {
 public:
  FileSource(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  ~FileSource() override {
    if (fd_ != STDIN_FILENO) ::close(fd_);
  }

  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
    if (peeked_ > 0) {
      const size_t n = std::min(buffer.size(), peeked_);
      std::memcpy(buffer.data(), peek_, n);
      std::memmove(peek_, peek_ + n, peeked_ - n);
      peeked_ -= n;
      consumed_ += static_cast<int64_t>(n);
      return n;
    }
    ASSIGN_OR_RETURN(const size_t got, ReadFile(buffer));
    consumed_ += static_cast<int64_t>(got);
    return got;
  }

  int64_t consumed_bytes() const override { return consumed_; }

  // The first bytes of the file, at most four, without consuming them.
  absl::StatusOr<std::string> Peek() {
    while (peeked_ < sizeof(peek_)) {
      ASSIGN_OR_RETURN(const size_t got,
                       ReadFile(absl::MakeSpan(peek_ + peeked_, sizeof(peek_) - peeked_)));
      if (got == 0) break;
      peeked_ += got;
    }
    return std::string(peek_, peeked_);
  }

 private:
  absl::StatusOr<size_t> ReadFile(absl::Span<char> buffer) {
    while (true) {
      const ssize_t got = ::read(fd_, buffer.data(), buffer.size());
      if (got >= 0) return static_cast<size_t>(got);
      if (errno != EINTR) return ErrnoToStatus(errno, "cannot read", name_);
    }
  }

  const int fd_;
  const std::string name_;
  char peek_[4];
  size_t peeked_ = 0;
  int64_t consumed_ = 0;
};

absl::Status Damaged(const std::string& name, absl::string_view why) {
  return absl::DataLossError(absl::StrCat(name, ": compressed data is damaged: ", why));
}

class ZstdSource final : public ByteSource {
 public:
  ZstdSource(std::unique_ptr<ByteSource> inner, std::string name)
      : inner_(std::move(inner)), name_(std::move(name)), stream_(ZSTD_createDStream()) {}
  ~ZstdSource() override { ZSTD_freeDStream(stream_); }

  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
    ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
    while (out.pos == 0) {
      if (in_.pos == in_.size) {
        ASSIGN_OR_RETURN(const size_t got, inner_->Read(absl::MakeSpan(chunk_)));
        if (got == 0) {
          if (inside_frame_) return Damaged(name_, "it ends inside a frame");
          return 0u;
        }
        in_ = {chunk_.data(), got, 0};
      }
      const size_t left = ZSTD_decompressStream(stream_, &out, &in_);
      if (ZSTD_isError(left)) return Damaged(name_, ZSTD_getErrorName(left));
      inside_frame_ = left != 0;
    }
    return out.pos;
  }

  int64_t consumed_bytes() const override { return inner_->consumed_bytes(); }

 private:
  const std::unique_ptr<ByteSource> inner_;
  const std::string name_;
  ZSTD_DStream* const stream_;
  std::vector<char> chunk_ = std::vector<char>(kChunkBytes);
  ZSTD_inBuffer in_{nullptr, 0, 0};
  bool inside_frame_ = false;
};

class GzipSource final : public ByteSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> inner, std::string name)
      : inner_(std::move(inner)), name_(std::move(name)) {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    inflateInit2(&stream_, kGzipOnly);
  }
  ~GzipSource() override { inflateEnd(&stream_); }

  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(buffer.size());
    while (stream_.avail_out == buffer.size()) {
      if (stream_.avail_in == 0) {
        ASSIGN_OR_RETURN(const size_t got, inner_->Read(absl::MakeSpan(chunk_)));
        if (got == 0) {
          if (inside_member_) return Damaged(name_, "it ends inside a member");
          return 0u;
        }
        stream_.next_in = reinterpret_cast<Bytef*>(chunk_.data());
        stream_.avail_in = static_cast<uInt>(got);
      }
      if (!inside_member_) inflateReset(&stream_);
      const int result = inflate(&stream_, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
        return Damaged(name_, stream_.msg == nullptr ? "inflate failed" : stream_.msg);
      }
      inside_member_ = result != Z_STREAM_END;
    }
    return buffer.size() - stream_.avail_out;
  }

  int64_t consumed_bytes() const override { return inner_->consumed_bytes(); }

 private:
  const std::unique_ptr<ByteSource> inner_;
  const std::string name_;
  z_stream stream_{};
  std::vector<char> chunk_ = std::vector<char>(kChunkBytes);
  bool inside_member_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenByteSource(const std::string& path) {
  const bool standard_input = path == "-";
  const std::string name = standard_input ? "standard input" : path;
  const int fd = standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return ErrnoToStatus(errno, "cannot open", path);
  auto file = std::make_unique<FileSource>(fd, name);
  struct stat info {};
  if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
    return absl::FailedPreconditionError(absl::StrCat(path, " is a directory"));
  }
  ASSIGN_OR_RETURN(const std::string first, file->Peek());
  if (first == kZstdMagic) return std::make_unique<ZstdSource>(std::move(file), name);
  if (first.substr(0, 2) == kGzipMagic) return std::make_unique<GzipSource>(std::move(file), name);
  return std::unique_ptr<ByteSource>(std::move(file));
}

}  // namespace trialdex
