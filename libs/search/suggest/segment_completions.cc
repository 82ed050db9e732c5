#include "libs/search/suggest/segment_completions.h"

#include "libs/base/status_macros.h"
#include "libs/search/suggest/folded_text.h"

namespace trialdex {

void FieldCompletions::Add(absl::string_view shown, uint32_t document_frequency) {
  list_.Add(FoldForTyping(shown));
  shown_.append(shown.data(), shown.size());
  shown_begins_.push_back(static_cast<uint32_t>(shown_.size()));
  frequencies_.push_back(document_frequency);
}

void FieldCompletions::Finish() {
  list_.Finish();
  shown_.shrink_to_fit();
  shown_begins_.shrink_to_fit();
  frequencies_.shrink_to_fit();
}

size_t FieldCompletions::byte_size() const {
  return list_.byte_size() + shown_.capacity() +
         (shown_begins_.capacity() + frequencies_.capacity()) * sizeof(uint32_t);
}

absl::StatusOr<std::shared_ptr<const SegmentCompletions>> SegmentCompletions::Read(
    const IndexSnapshot& snapshot, uint32_t segment) {
  const SegmentView& view = *snapshot.segments()[segment];
  const auto made = std::make_shared<SegmentCompletions>();
  for (size_t i = 0; i < kSuggestedFields.size(); ++i) {
    ASSIGN_OR_RETURN(const auto values, view.segment().Ordinals(kSuggestedFields[i].field));
    for (uint32_t ordinal = 0; ordinal < values->value_count(); ++ordinal) {
      made->fields_[i].Add(values->display(ordinal), values->document_frequency(ordinal));
    }
    made->fields_[i].Finish();
  }
  for (const uint32_t doc : view.live().ToVector()) {
    ASSIGN_OR_RETURN(const v1::TrialSummary summary, snapshot.ReadSummary({segment, doc}));
    made->titles_.Add(FoldForTyping(summary.brief_title()));
    made->title_docs_.push_back(doc);
  }
  made->titles_.Finish();
  // Correcting words and finding related trials look at the whole dictionary: read here, it
  // costs no call.
  RETURN_IF_ERROR(view.segment().Terms("", [] { return false; }).status());
  return made;
}

size_t SegmentCompletions::byte_size() const {
  size_t bytes = titles_.byte_size() + title_docs_.capacity() * sizeof(uint32_t);
  for (const FieldCompletions& field : fields_) bytes += field.byte_size();
  return bytes;
}

}  // namespace trialdex
