// The fields of a segment as its files number them.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_FIELDS_H_
#define TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_FIELDS_H_

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

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_FIELDS_H_
