#include "services/trialctl/input/record_reader.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "libs/base/status_macros.h"
#include "libs/base/utf8.h"
#include "services/trialctl/input/byte_source.h"
#include "services/trialctl/input/envelope.h"

namespace trialdex {
namespace {

namespace fs = std::filesystem;

constexpr size_t kReadBytes = 1 << 18;

// Hands the records of one line or one file to the sink.
class Emitter {
 public:
  Emitter(std::string path, const RecordReaderOptions& options, const RecordSink& sink)
      : path_(std::move(path)), options_(options), sink_(sink) {}

  absl::Status Emit(absl::string_view text, int64_t line, int64_t consumed_bytes) {
    for (v1::RawRecord& record : Unwrap(text)) {
      record.set_format(options_.format);
      if (record.source_uri().empty()) {
        record.set_source_uri(line == 0 ? path_ : absl::StrCat(path_, ":", line));
      }
      RETURN_IF_ERROR(sink_(std::move(record), consumed_bytes));
    }
    return absl::OkStatus();
  }

 private:
  const std::string path_;
  const RecordReaderOptions& options_;
  const RecordSink& sink_;
};

// `path` as text that can be sent: bytes that are not UTF-8, which file systems allow, as %FF.
std::string PathText(absl::string_view path) {
  std::string text;
  while (true) {
    const size_t valid = ValidUtf8Prefix(path);
    absl::StrAppend(&text, path.substr(0, valid));
    if (valid == path.size()) return text;
    absl::StrAppendFormat(&text, "%%%02X", static_cast<unsigned char>(path[valid]));
    path.remove_prefix(valid + 1);
  }
}

bool IsBlank(absl::string_view line) {
  return line.find_first_not_of(" \t\r\n") == absl::string_view::npos;
}

// True if `path` says that it is a file of any number of records, one a line; so is standard
// input.
bool IsListOfRecords(const std::string& path) {
  if (path == "-") return true;
  fs::path name = fs::path(path).filename();
  if (name.extension() == ".zst" || name.extension() == ".gz") name = name.stem();
  return name.extension() == ".jsonl" || name.extension() == ".ndjson";
}

}  // namespace

absl::Status ReadRecords(const std::string& path, const RecordReaderOptions& options,
                         const RecordSink& sink) {
  ASSIGN_OR_RETURN(const std::unique_ptr<ByteSource> source, OpenByteSource(path));
  Emitter emitter(path == "-" ? "stdin" : PathText(path), options, sink);
  enum class Shape { kUnknown, kLines, kWhole } shape = Shape::kUnknown;
  std::string pending;
  size_t searched = 0;  // of `pending`, without a line end in it
  int64_t line = 0;
  std::string buffer(kReadBytes, '\0');
  while (true) {
    ASSIGN_OR_RETURN(const size_t got, source->Read(absl::MakeSpan(buffer)));
    pending.append(buffer, 0, got);
    size_t begin = 0;
    while (shape != Shape::kWhole) {
      const size_t end = pending.find('\n', std::max(begin, searched));
      if (end == pending.npos) break;
      const absl::string_view text = absl::string_view(pending).substr(begin, end - begin);
      if (shape == Shape::kUnknown && !IsBlank(text)) {
        shape = IsWholeJsonObject(text) ? Shape::kLines : Shape::kWhole;
        if (shape == Shape::kWhole) break;
      }
      ++line;
      if (!IsBlank(text)) RETURN_IF_ERROR(emitter.Emit(text, line, source->consumed_bytes()));
      begin = end + 1;
    }
    pending.erase(0, begin);
    searched = pending.size();
    if (got == 0) break;
    if (static_cast<int64_t>(pending.size()) > options.max_record_bytes) {
      return absl::ResourceExhaustedError(
          absl::StrCat(path, ": a record is larger than ", options.max_record_bytes, " bytes"));
    }
  }
  // Nothing is no record, but for a file of one record, which should not be empty.
  const bool one_record = shape != Shape::kLines && !IsListOfRecords(path);
  if (IsBlank(pending) && !one_record) return absl::OkStatus();
  return emitter.Emit(pending, shape == Shape::kLines ? line + 1 : 0, source->consumed_bytes());
}

absl::StatusOr<std::vector<std::string>> ExpandPaths(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-" || (fs::exists(path, error) && !fs::is_directory(path, error))) {
      files.push_back(path);
      continue;
    }
    if (!fs::is_directory(path, error)) {
      return absl::NotFoundError(absl::StrCat("no file or folder '", path, "'"));
    }
    std::vector<std::string> found;
    for (fs::recursive_directory_iterator it(path, error), end; !error && it != end;
         it.increment(error)) {
      const bool hidden = it->path().filename().string().front() == '.';
      if (hidden && it->is_directory()) it.disable_recursion_pending();
      if (!hidden && it->is_regular_file()) found.push_back(it->path().string());
    }
    if (error)
      return absl::InternalError(absl::StrCat("cannot list ", path, ": ", error.message()));
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

}  // namespace trialdex
