// What a trial is in the index: Trial to Lucene document, by docs/index_format.md.
// Include from libs/index/*.cc and libs/index/lucene only.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_DOCUMENT_BUILDER_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_DOCUMENT_BUILDER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/column_row.h"
#include "libs/index/lucene/lucene.h"
#include "libs/index/lucene/text_terms.h"
#include "libs/index/lucene/token_stream.h"
#include "libs/index/trial_codec.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex::lucene {

// Builds every document in the same memory, the same Lucene fields included.
// Not thread-safe; one per writer.
class DocumentBuilder {
 public:
  DocumentBuilder();
  DocumentBuilder(const DocumentBuilder&) = delete;
  DocumentBuilder& operator=(const DocumentBuilder&) = delete;

  // The document of `trial`, valid until the next call.
  //
  // INVALID_ARGUMENT if the id is empty, of more than 64 bytes, or kPositionId.
  absl::StatusOr<Lucene::DocumentPtr> Build(const v1::Trial& trial);

  // The hidden document that moves a commit on; see docs/index_format.md.
  Lucene::DocumentPtr PositionDocument();

 private:
  void FillKeywords(const v1::Trial& trial);
  void FillColumns(const v1::Trial& trial);
  absl::Status FillStored(const v1::Trial& trial);

  TrialEncoder encoder_;
  ColumnRow row_;
  // Reused for rows, summaries and keyword terms.
  std::string bytes_;

  TermBuffer id_;
  TermBuffer aliases_;
  TermBuffer text_;
  TextTerms text_terms_;
  TermBuffer keywords_;
  TermBuffer column_term_;
  TermBufferStreamPtr column_stream_;
  Lucene::FieldPtr summary_;
  Lucene::FieldPtr trial_;
  Lucene::DocumentPtr document_;
  Lucene::DocumentPtr position_document_;
};

}  // namespace trialdex::lucene

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_DOCUMENT_BUILDER_H_
