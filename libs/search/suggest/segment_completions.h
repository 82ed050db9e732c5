// What one segment has to complete to.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_SEGMENT_COMPLETIONS_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_SEGMENT_COMPLETIONS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/snapshot.h"
#include "libs/schema/keywords.h"
#include "libs/search/suggest/completion_list.h"
#include "trialdex/v1/suggest.pb.h"

namespace trialdex {

// A keyword field whose values are suggested.
struct SuggestedField {
  KeywordField field;
  v1::SuggestionKind kind;
};
inline constexpr std::array<SuggestedField, 6> kSuggestedFields = {
    {{KeywordField::kCondition, v1::SUGGESTION_KIND_CONDITION},
     {KeywordField::kIntervention, v1::SUGGESTION_KIND_INTERVENTION},
     {KeywordField::kSponsor, v1::SUGGESTION_KIND_SPONSOR},
     {KeywordField::kCountry, v1::SUGGESTION_KIND_PLACE},
     {KeywordField::kState, v1::SUGGESTION_KIND_PLACE},
     {KeywordField::kCity, v1::SUGGESTION_KIND_PLACE}}};

// The values of one field: each as it is compared and as it is shown.
class FieldCompletions {
 public:
  void Add(absl::string_view shown, uint32_t document_frequency);
  void Finish();

  const CompletionList& list() const { return list_; }
  absl::string_view shown(uint32_t number) const {
    return absl::string_view(shown_).substr(shown_begins_[number],
                                            shown_begins_[number + 1] - shown_begins_[number]);
  }
  // Documents of the segment with the value, deleted ones included.
  uint32_t document_frequency(uint32_t number) const { return frequencies_[number]; }

  size_t byte_size() const;

 private:
  CompletionList list_;
  std::string shown_;
  std::vector<uint32_t> shown_begins_ = {0};
  std::vector<uint32_t> frequencies_;
};

// All that is suggested of one segment: values of fields, and titles, of which only the
// compared form is kept. About 150 bytes a title and 100 a value. Made once for a segment,
// knows of no later deletions. Immutable, thread-safe.
class SegmentCompletions {
 public:
  // Reads the keyword terms and the summaries of the live trials of segment `segment` of
  // `snapshot`. Errors as Segment.
  static absl::StatusOr<std::shared_ptr<const SegmentCompletions>> Read(
      const IndexSnapshot& snapshot, uint32_t segment);

  // Of kSuggestedFields[i].
  const FieldCompletions& field(size_t i) const { return fields_[i]; }
  const CompletionList& titles() const { return titles_; }
  // The document that title `number` is of.
  uint32_t title_doc(uint32_t number) const { return title_docs_[number]; }

  size_t byte_size() const;

 private:
  std::array<FieldCompletions, kSuggestedFields.size()> fields_;
  CompletionList titles_;
  std::vector<uint32_t> title_docs_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_SEGMENT_COMPLETIONS_H_
