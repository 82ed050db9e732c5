// What those who write the files of a segment and those who read them agree on, after
// "Apache Lucene - Index File Formats" 2.9.
#ifndef TRIALDEX_LIBS_INDEX_FORMAT_SEGMENT_FORMAT_H_
#define TRIALDEX_LIBS_INDEX_FORMAT_SEGMENT_FORMAT_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace trialdex {

// What the postings of a field hold.
enum class PostingsKind : uint8_t {
  kNone,       // stored only
  kDocuments,  // which documents
  kPositions,  // and where in them
  kPayloads,   // and bytes, at one position of each document
};

// In the order of their names, which is the order of the term dictionary.
enum class SegmentField : uint8_t { kAlias, kColumns, kId, kKeyword, kSummary, kText, kTrial };

struct SegmentFieldInfo {
  absl::string_view name;
  PostingsKind postings;
};

inline constexpr std::array<SegmentFieldInfo, 7> kSegmentFields = {{
    {"alias", PostingsKind::kDocuments},
    {"columns", PostingsKind::kPayloads},
    {"id", PostingsKind::kDocuments},
    {"keyword", PostingsKind::kDocuments},
    {"summary", PostingsKind::kNone},
    {"text", PostingsKind::kPositions},
    {"trial", PostingsKind::kNone},
}};

constexpr const SegmentFieldInfo& InfoOf(SegmentField field) {
  return kSegmentFields[static_cast<size_t>(field)];
}

// The files of a segment but for its deletions.
enum class SegmentFile : uint8_t {
  kFieldNames,   // .fnm
  kStored,       // .fdt
  kStoredIndex,  // .fdx
  kTerms,        // .tis
  kTermIndex,    // .tii
  kDocuments,    // .frq
  kPositions,    // .prx
};
inline constexpr std::array<absl::string_view, 7> kSegmentExtensions = {
    ".fnm", ".fdt", ".fdx", ".tis", ".tii", ".frq", ".prx"};

// Versions of the files: the newest of 2.9.
inline constexpr uint32_t kFieldNamesFormat = static_cast<uint32_t>(-2);
inline constexpr uint32_t kStoredFormat = 2;
// "Lengths are in bytes, the text is UTF-8".
inline constexpr uint32_t kTermsFormat = static_cast<uint32_t>(-4);

// Says of a stored value that it is bytes.
inline constexpr uint8_t kBinaryValue = 0x02;

// Every so many terms one is in the index of the dictionary.
inline constexpr uint32_t kIndexInterval = 128;
// Every so many documents an entry of the lowest skip list, of which every so many
// have one in the next.
inline constexpr uint32_t kSkipInterval = 16;
inline constexpr uint32_t kMaxSkipLevels = 10;

// Where the postings of a term are in the files of its segment.
struct TermPostings {
  uint32_t document_frequency = 0;
  // Offsets in .frq and .prx.
  uint64_t documents = 0;
  uint64_t positions = 0;
  // Offset of the skip lists after `documents`; there are some from kSkipInterval documents on.
  uint64_t skips = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_FORMAT_SEGMENT_FORMAT_H_
