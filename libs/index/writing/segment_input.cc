#include "libs/index/writing/segment_input.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

// Format, count, intervals, levels.
constexpr uint64_t kTermsHeader = 4 + 8 + 4 + 4 + 4;
constexpr uint64_t kStoredHeader = 4;

}  // namespace

absl::StatusOr<SegmentInput> SegmentInput::Open(const std::string& directory,
                                                const std::string& name, bool compound,
                                                uint32_t doc_count) {
  SegmentInput input;
  input.doc_count_ = doc_count;
  if (compound) {
    RETURN_IF_ERROR(input.OpenCompound(directory, name));
  } else {
    for (size_t i = 0; i < kSegmentExtensions.size(); ++i) {
      ASSIGN_OR_RETURN(MappedFile file,
                       MappedFile::Open(absl::StrCat(directory, "/", name, kSegmentExtensions[i])));
      input.files_[i] = file.bytes();
      input.mapped_.push_back(std::move(file));
    }
  }
  for (const MappedFile& file : input.mapped_) file.ReadAhead();
  if (input.file(SegmentFile::kStoredIndex).size() != kStoredHeader + uint64_t{doc_count} * 8 ||
      input.file(SegmentFile::kTerms).size() < kTermsHeader) {
    return absl::DataLossError(absl::StrCat("segment ", name, " in ", directory, " is damaged"));
  }
  return input;
}

absl::Status SegmentInput::OpenCompound(const std::string& directory, const std::string& name) {
  const std::string path = absl::StrCat(directory, "/", name, ".cfs");
  ASSIGN_OR_RETURN(MappedFile file, MappedFile::Open(path));
  const absl::string_view all = file.bytes();
  mapped_.push_back(std::move(file));
  struct Entry {
    uint64_t begin;
    absl::string_view name;
  };
  std::vector<Entry> entries;
  ByteInput in(all);
  for (uint64_t count = in.Vint(); count > 0 && in.ok(); --count) {
    const uint64_t begin = in.BigEndian(8);
    entries.push_back({begin, in.Bytes(in.Vint())});
  }
  entries.push_back({all.size(), {}});
  for (size_t i = 0; i + 1 < entries.size(); ++i) {
    const Entry& entry = entries[i];
    if (!in.ok() || entry.begin > entries[i + 1].begin || entries[i + 1].begin > all.size()) {
      return absl::DataLossError(absl::StrCat(path, " is damaged"));
    }
    for (size_t k = 0; k < kSegmentExtensions.size(); ++k) {
      if (entry.name != absl::StrCat(name, kSegmentExtensions[k])) continue;
      files_[k] = all.substr(entry.begin, entries[i + 1].begin - entry.begin);
    }
  }
  return absl::OkStatus();
}

absl::string_view SegmentInput::StoredBytes(uint32_t doc) const {
  const absl::string_view stored = file(SegmentFile::kStored);
  ByteInput index(file(SegmentFile::kStoredIndex));
  index.Seek(kStoredHeader + uint64_t{doc} * 8);
  const uint64_t begin = index.BigEndian(8);
  const uint64_t end = doc + 1 < doc_count_ ? index.BigEndian(8) : stored.size();
  if (!index.ok() || begin > end || end > stored.size()) return {};
  return stored.substr(begin, end - begin);
}

TermCursor::TermCursor(const SegmentInput& segment) : terms_(segment.file(SegmentFile::kTerms)) {
  terms_.Seek(4);
  left_ = terms_.BigEndian(8);
  terms_.Seek(kTermsHeader);
}

bool TermCursor::Next() {
  if (left_ == 0) return false;
  --left_;
  const uint64_t shared = terms_.Vint();
  const absl::string_view rest = terms_.Bytes(terms_.Vint());
  const uint64_t field = terms_.Vint();
  postings_.document_frequency = static_cast<uint32_t>(terms_.Vint());
  postings_.documents += terms_.Vint();
  postings_.positions += terms_.Vint();
  postings_.skips =
      postings_.document_frequency >= PostingsWriter::kSkipInterval ? terms_.Vint() : 0;
  if (!terms_.ok() || shared > text_.size() || field >= kSegmentFields.size()) {
    damaged_ = true;
    left_ = 0;
    return false;
  }
  text_.resize(shared);
  text_.append(rest.data(), rest.size());
  field_ = static_cast<SegmentField>(field);
  return true;
}

absl::Status TermCursor::status() const {
  return damaged_ ? absl::DataLossError("a term dictionary is damaged") : absl::OkStatus();
}

}  // namespace trialdex
