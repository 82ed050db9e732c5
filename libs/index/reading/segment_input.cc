#include "libs/index/reading/segment_input.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/reading/byte_input.h"

namespace trialdex {
namespace {

constexpr uint64_t kStoredHeader = 4;

// Fields are told by their number everywhere: it has to be the one we know them by.
bool HasOurFields(absl::string_view names) {
  ByteInput in(names);
  if (in.Vint() != kFieldNamesFormat || in.Vint() != kSegmentFields.size()) return false;
  for (const SegmentFieldInfo& field : kSegmentFields) {
    if (in.Bytes(in.Vint()) != field.name) return false;
    in.Byte();
  }
  return in.ok() && in.AtEnd();
}

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
  if (!input.FitsTogether()) {
    return absl::DataLossError(absl::StrCat("segment ", name, " in ", directory, " is damaged"));
  }
  return input;
}

bool SegmentInput::FitsTogether() const {
  return file(SegmentFile::kStoredIndex).size() == kStoredHeader + uint64_t{doc_count_} * 8 &&
         HasOurFields(file(SegmentFile::kFieldNames));
}

void SegmentInput::ReadAhead() const {
  for (const MappedFile& file : mapped_) file.ReadAhead();
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

}  // namespace trialdex
