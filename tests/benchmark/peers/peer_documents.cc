#include "tests/benchmark/peers/peer_documents.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/file.h"
#include "libs/schema/keywords.h"
#include "libs/schema/text_fields.h"

namespace trialdex {
namespace {

constexpr size_t kBufferBytes = 1 << 20;

void AppendNumber(size_t number, std::string& out) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((number >> shift) & 0xFF);
}

void AppendString(absl::string_view text, std::string& out) {
  AppendNumber(text.size(), out);
  out.append(text.data(), text.size());
}

absl::Status CannotWrite() { return absl::DataLossError("cannot write the documents"); }

}  // namespace

void DescribeTrial(const v1::Trial& trial, PeerDocument& document) {
  document.id = trial.id();
  document.text.clear();
  VisitText(trial, [&document](TextField, uint32_t, absl::string_view text) {
    absl::StrAppend(&document.text, text, "\n");
  });
  document.keywords.clear();
  VisitKeywords(
      trial, [&document](KeywordField field, absl::string_view normal, absl::string_view written) {
        const absl::string_view name = InfoOf(field).name;
        const auto end = std::end(kPeerKeywords);
        if (std::find(std::begin(kPeerKeywords), end, name) == end) return;
        document.keywords.push_back(absl::StrCat(name, "=", written.empty() ? normal : written));
      });
}

absl::StatusOr<PeerDocumentWriter> PeerDocumentWriter::Create(const std::string& path) {
  File file(std::fopen(path.c_str(), "wb"), std::fclose);
  if (file == nullptr) return ErrnoToStatus(errno, "cannot write", path);
  return PeerDocumentWriter(std::move(file));
}

absl::Status PeerDocumentWriter::Write(const PeerDocument& document) {
  buffer_.clear();
  AppendString(document.id, buffer_);
  AppendString(document.trial, buffer_);
  AppendString(document.text, buffer_);
  AppendNumber(document.keywords.size(), buffer_);
  for (const std::string& keyword : document.keywords) AppendString(keyword, buffer_);
  const size_t written = std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get());
  return written == buffer_.size() ? absl::OkStatus() : CannotWrite();
}

absl::Status PeerDocumentWriter::Close() {
  return std::fclose(file_.release()) == 0 ? absl::OkStatus() : CannotWrite();
}

absl::StatusOr<PeerDocumentReader> PeerDocumentReader::Open(const std::string& path) {
  File file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (file == nullptr) return ErrnoToStatus(errno, "cannot read", path);
  std::setvbuf(file.get(), nullptr, _IOFBF, kBufferBytes);
  return PeerDocumentReader(std::move(file));
}

bool PeerDocumentReader::ReadNumber(uint32_t& number) {
  std::array<unsigned char, 4> bytes;
  if (std::fread(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return false;
  number = 0;
  for (const unsigned char byte : bytes) number = number << 8 | byte;
  return true;
}

bool PeerDocumentReader::ReadString(std::string& text) {
  uint32_t size = 0;
  if (!ReadNumber(size)) return false;
  text.resize(size);
  return std::fread(text.data(), 1, size, file_.get()) == size;
}

absl::StatusOr<bool> PeerDocumentReader::Next(PeerDocument& document) {
  if (!ReadString(document.id)) {
    if (std::feof(file_.get()) != 0) return false;
    return absl::DataLossError("cannot read the documents");
  }
  uint32_t keywords = 0;
  bool whole = ReadString(document.trial) && ReadString(document.text) && ReadNumber(keywords);
  document.keywords.resize(whole ? keywords : 0);
  for (std::string& keyword : document.keywords) whole = whole && ReadString(keyword);
  if (whole) return true;
  return absl::DataLossError("the documents break off");
}

}  // namespace trialdex
