// What a trial is in the index, by docs/index_format.md.
#ifndef TRIALDEX_LIBS_INDEX_DOCUMENT_DOCUMENT_BUILDER_H_
#define TRIALDEX_LIBS_INDEX_DOCUMENT_DOCUMENT_BUILDER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/index/columns/column_row.h"
#include "libs/index/document/text_terms.h"
#include "libs/index/writing/inverted_buffer.h"
#include "libs/index/writing/segment_output.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// INVALID_ARGUMENT unless a document may have that id: 1 to 64 bytes.
absl::Status CheckDocumentId(absl::string_view id);

// Turns trials into documents, every one in the same memory. Not thread-safe.
class DocumentBuilder {
 public:
  DocumentBuilder() = default;
  DocumentBuilder(const DocumentBuilder&) = delete;
  DocumentBuilder& operator=(const DocumentBuilder&) = delete;

  // Adds `trial`, whose id has been checked, as the next document: its terms to
  // `terms`, its stored fields, one of them `encoded` (see trial_codec.h), to `stored`.
  void Add(const v1::Trial& trial, absl::string_view encoded, InvertedBuffer& terms,
           SegmentOutput& stored);

 private:
  void AddKeywords(const v1::Trial& trial, InvertedBuffer& terms);
  void AddColumns(const v1::Trial& trial, InvertedBuffer& terms);

  TextTerms text_terms_;
  ColumnRow row_;
  // Reused for keywords, rows and summaries.
  std::string bytes_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_DOCUMENT_DOCUMENT_BUILDER_H_
