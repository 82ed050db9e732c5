// The terms of the field `text` of a document, with their positions.
#ifndef TRIALDEX_LIBS_INDEX_DOCUMENT_TEXT_TERMS_H_
#define TRIALDEX_LIBS_INDEX_DOCUMENT_TEXT_TERMS_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/index/columns/column_row.h"
#include "libs/index/writing/inverted_buffer.h"
#include "libs/schema/text_fields.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Lays out the words of a trial as docs/index_format.md says. Not thread-safe.
class TextTerms {
 public:
  // Adds the terms of `trial` to the current document of `terms`, which asks StemOf for
  // their stems, and replaces `*lengths` by the tokens that its fields have, those without
  // any left out.
  void Add(const v1::Trial& trial, InvertedBuffer& terms, std::vector<FieldLength>* lengths);

  // The term of the stem of a word that may have one; empty if it has none. Valid until Add.
  absl::string_view StemOf(absl::string_view word) { return analyzer_.MarkedStem(word); }

 private:
  // Adds the words of one value whose first word stands at `first_place` of `field`.
  // No place is above `last_place`. Returns the place of the last word and the number of
  // written ones.
  struct Extent {
    uint32_t last_place;
    uint32_t tokens;
  };
  Extent AddValue(TextField field, absl::string_view text, uint32_t first_place,
                  uint32_t last_place, InvertedBuffer& terms);

  Analyzer analyzer_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_DOCUMENT_TEXT_TERMS_H_
