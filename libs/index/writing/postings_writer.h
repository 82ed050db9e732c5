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
  // The next `count` documents, at most MostInRun, as the files have them; not of kPayloads.
  // The last is `distance` behind the last one before.
  void AddRun(uint32_t count, uint32_t distance, absl::string_view documents,
              absl::string_view positions) {
    Count(count, distance);
    documents_.Bytes(documents);
    positions_.Bytes(positions);
  }
  // The same of one document; ByteOutput::kShortBytes behind both texts may be read.
  void AddEncoded(uint32_t distance, absl::string_view document, absl::string_view positions) {
    Count(1, distance);
    documents_.ShortBytes(document);
    positions_.ShortBytes(positions);
  }
  // So many documents have no skip between them, at least one.
  uint32_t MostInRun() const {
    return kSkipInterval - (term_.document_frequency + 1) % kSkipInterval;
  }

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

  void Count(uint32_t documents, uint32_t distance) {
    if ((term_.document_frequency + 1) % kSkipInterval == 0) AddSkips();
    term_.document_frequency += documents;
    last_doc_ += distance;
  }
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
