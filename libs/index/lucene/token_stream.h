// One document's terms on their way into Lucene++, without a copy of its own.
// Include from libs/index/*.cc and libs/index/lucene only.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_TOKEN_STREAM_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_TOKEN_STREAM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/index/lucene/lucene.h"

namespace trialdex::lucene {

// The terms of one field of one document, in order of position. Reuses its memory.
class TermBuffer {
 public:
  void Clear() {
    chars_.clear();
    terms_.clear();
  }

  // Adds a term of well-formed UTF-8. Terms should come nearly in order of position: each
  // is moved before those with higher ones.
  void Add(absl::string_view utf8, uint32_t position);

  bool empty() const { return terms_.empty(); }
  size_t size() const { return terms_.size(); }

 private:
  friend class TermBufferStream;

  struct Term {
    uint32_t begin;
    uint32_t length;
    uint32_t position;
  };

  std::wstring chars_;
  std::vector<Term> terms_;
};

// Shows Lucene++ the terms of a TermBuffer where they are. Made once and used
// for every document; Lucene++ rewinds it by reset().
class TermBufferStream final : public Lucene::TokenStream {
 public:
  // `buffer` must outlive the stream. With `with_payload` each term carries the
  // bytes last given to SetPayload.
  TermBufferStream(TermBuffer& buffer, bool with_payload);

  void SetPayload(absl::string_view bytes);

  bool incrementToken() override;
  void reset() override { next_ = 0; }

 private:
  // Points into the buffer instead of holding characters.
  class TermView;

  TermBuffer& buffer_;
  size_t next_ = 0;
  const boost::shared_ptr<TermView> term_;
  const Lucene::PositionIncrementAttributePtr increment_;
  Lucene::PayloadPtr payload_;
  Lucene::ByteArray payload_bytes_;
};

using TermBufferStreamPtr = boost::shared_ptr<TermBufferStream>;

}  // namespace trialdex::lucene

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_TOKEN_STREAM_H_
