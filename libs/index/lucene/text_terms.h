// The terms of the field `text` of a document, with their positions.
// Include from libs/index/*.cc and libs/index/lucene only.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_TEXT_TERMS_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_TEXT_TERMS_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/index/column_row.h"
#include "libs/index/lucene/token_stream.h"
#include "libs/schema/text_fields.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex::lucene {

// Lays out the words of a trial as docs/index_format.md says. Not thread-safe.
class TextTerms {
 public:
  // Fills `terms`, which must outlive this.
  explicit TextTerms(TermBuffer& terms) : terms_(terms) {}

  // Replaces the terms by those of `trial`, and `*lengths` by the tokens that its
  // fields have, those without any left out.
  void Fill(const v1::Trial& trial, std::vector<FieldLength>* lengths);

 private:
  // Adds the words of one value whose first word stands at `first_place` of `field`.
  // No place is above `last_place`. Returns the place of the last word and the number of
  // written ones.
  struct Extent {
    uint32_t last_place;
    uint32_t tokens;
  };
  Extent AddValue(TextField field, absl::string_view text, uint32_t first_place,
                  uint32_t last_place);

  Analyzer analyzer_;
  TermBuffer& terms_;
};

}  // namespace trialdex::lucene

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_TEXT_TERMS_H_
