// Postings in Lucene's format: documents and frequencies, skip lists, positions.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_POSTINGS_WRITER_H_
#define TRIALDEX_LIBS_INDEX_WRITING_POSTINGS_WRITER_H_

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/writing/byte_output.h"

namespace trialdex {

// Writes the files .frq and .prx of "Apache Lucene - Index File Formats" 2.9, term by
// term and document by document. Not thread-safe.
class PostingsWriter {
 public:
  // Both must outlive the writer.
  PostingsWriter(ByteOutput& documents, ByteOutput& positions)
      : documents_(documents), positions_(positions) {}

  void BeginTerm(PostingsKind kind);

  // The next document, with the times that the term stands in it; ascending. What
  // it has there follows: all its positions, or its payload.
  void AddDocument(uint32_t doc, uint32_t frequency);
  // For kPositions: where vint positions go, each less the one before in the document.
  ByteOutput& positions() { return positions_; }
  // For kPayloads.
  void AddPayload(absl::string_view payload);

  TermPostings EndTerm();

 private:
  // The last entry of one level.
  struct Skip {
    uint32_t doc = 0;
    uint64_t documents = 0;
    uint64_t positions = 0;
    // Impossible at first, so that the first entry says the size.
    uint64_t payload_size = ~uint64_t{0};
  };

  void BeginSkips();
  void AddSkips();

  ByteOutput& documents_;
  ByteOutput& positions_;
  PostingsKind kind_ = PostingsKind::kDocuments;
  TermPostings term_;
  uint32_t last_doc_ = 0;
  uint64_t last_payload_size_ = 0;
  bool has_skips_ = false;
  std::array<Skip, kMaxSkipLevels> last_skip_;
  std::array<ByteOutput, kMaxSkipLevels> skips_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_POSTINGS_WRITER_H_
