// The term dictionary of a segment in Lucene's format.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_TERM_DICTIONARY_WRITER_H_
#define TRIALDEX_LIBS_INDEX_WRITING_TERM_DICTIONARY_WRITER_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/writing/byte_output.h"

namespace trialdex {

// Writes the files .tis and .tii of "Apache Lucene - Index File Formats" 2.9: all terms,
// each less what it shares with the one before, and every 128th of them once more as the
// index that readers keep in memory. Not thread-safe.
class TermDictionaryWriter {
 public:
  // Both must be empty and outlive the writer.
  TermDictionaryWriter(ByteOutput& terms, ByteOutput& index);

  // Terms come in order of field and bytes, each once.
  void Add(SegmentField field, absl::string_view text, const TermPostings& postings);

  // To be called after the last term.
  void Finish();

 private:
  // One of the two files, and the term written to it last.
  struct File {
    ByteOutput& out;
    std::string text = {};
    TermPostings postings = {};
    uint64_t count = 0;

    void Add(uint32_t field, absl::string_view next, const TermPostings& next_postings);
  };

  File terms_;
  File index_;
  // Field of the newest term; the index begins with an empty term of no field.
  uint32_t field_ = ~uint32_t{0};
  uint64_t last_indexed_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_TERM_DICTIONARY_WRITER_H_
