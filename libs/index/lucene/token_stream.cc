#include "libs/index/lucene/token_stream.h"

#include <cstring>
#include <utility>

#include "libs/index/lucene/guard.h"

namespace trialdex::lucene {

void TermBuffer::Add(absl::string_view utf8, uint32_t position) {
  const auto begin = static_cast<uint32_t>(chars_.size());
  AppendWide(utf8, chars_);
  terms_.push_back({begin, static_cast<uint32_t>(chars_.size()) - begin, position});
  for (size_t i = terms_.size() - 1; i > 0 && terms_[i - 1].position > position; --i) {
    std::swap(terms_[i - 1], terms_[i]);
  }
}

class TermBufferStream::TermView final : public Lucene::TermAttribute {
 public:
  void Set(wchar_t* chars, uint32_t length) {
    chars_ = chars;
    _termLength = static_cast<int32_t>(length);
  }
  wchar_t* termBufferArray() override { return chars_; }
  int32_t termLength() override { return _termLength; }

 private:
  wchar_t* chars_ = nullptr;
};

TermBufferStream::TermBufferStream(TermBuffer& buffer, bool with_payload)
    : buffer_(buffer),
      term_(Lucene::newLucene<TermView>()),
      increment_(Lucene::newLucene<Lucene::PositionIncrementAttribute>()) {
  addAttribute(Lucene::TermAttribute::_getClassName(), term_);
  addAttribute(Lucene::PositionIncrementAttribute::_getClassName(), increment_);
  if (with_payload) {
    payload_ = Lucene::newLucene<Lucene::Payload>();
    const auto attribute = Lucene::newLucene<Lucene::PayloadAttribute>();
    attribute->setPayload(payload_);
    addAttribute(Lucene::PayloadAttribute::_getClassName(), attribute);
  }
}

void TermBufferStream::SetPayload(absl::string_view bytes) {
  const auto size = static_cast<int32_t>(bytes.size());
  if (!payload_bytes_ || payload_bytes_.size() < size) {
    payload_bytes_ = Lucene::ByteArray::newInstance(2 * size);
  }
  std::memcpy(payload_bytes_.get(), bytes.data(), bytes.size());
  payload_->setData(payload_bytes_, 0, size);
}

bool TermBufferStream::incrementToken() {
  if (next_ == buffer_.terms_.size()) return false;
  const TermBuffer::Term& term = buffer_.terms_[next_];
  // Lucene++ takes the first position as its increment less one.
  const int64_t previous = next_ == 0 ? -1 : int64_t{buffer_.terms_[next_ - 1].position};
  term_->Set(buffer_.chars_.data() + term.begin, term.length);
  increment_->setPositionIncrement(static_cast<int32_t>(int64_t{term.position} - previous));
  ++next_;
  return true;
}

}  // namespace trialdex::lucene
