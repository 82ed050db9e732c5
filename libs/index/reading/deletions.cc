#include "libs/index/reading/deletions.h"

#include "absl/strings/str_cat.h"
#include "libs/base/mapped_file.h"
#include "libs/base/status_macros.h"
#include "libs/index/reading/byte_input.h"

namespace trialdex {

absl::StatusOr<std::shared_ptr<const DocSet>> ReadDeletions(const std::string& path,
                                                            uint32_t doc_count) {
  ASSIGN_OR_RETURN(const MappedFile file, MappedFile::Open(path));
  ByteInput in(file.bytes());
  const uint64_t bit_count = in.BigEndian(sizeof(uint32_t));
  const uint64_t deleted_count = in.BigEndian(sizeof(uint32_t));
  const absl::string_view bits = in.Bytes(doc_count / 8 + 1);
  auto deleted = std::make_shared<DocSet>(doc_count);
  bool damaged = !in.ok() || !in.AtEnd() || bit_count != doc_count;
  for (size_t i = 0; i < bits.size() && !damaged; ++i) {
    for (auto byte = static_cast<unsigned>(static_cast<uint8_t>(bits[i])); byte != 0;
         byte &= byte - 1) {
      const auto doc = static_cast<uint32_t>(i * 8) + static_cast<uint32_t>(__builtin_ctz(byte));
      damaged = doc >= doc_count;
      if (damaged) break;
      deleted->Add(doc);
    }
  }
  if (damaged || deleted->Count() != deleted_count) {
    return absl::DataLossError(absl::StrCat(path, " is damaged"));
  }
  return deleted;
}

}  // namespace trialdex
