#include "libs/index/lucene/postings_decoder.h"

#include <algorithm>
#include <array>

namespace trialdex::lucene {
namespace {

// Reads numbers of 7 bits a byte, the low ones first, from where `input` stands.
class VarintReader {
 public:
  explicit VarintReader(Lucene::IndexInputPtr input)
      : input_(std::move(input)), left_(input_->length() - input_->getFilePointer()) {}

  uint32_t Next() {
    uint32_t value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at_ == end_ && !Fill()) return 0;
      const uint32_t byte = buffer_[at_++];
      value |= (byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }

  // True if the file ended within a number, or held what is none.
  bool failed() const { return failed_; }

 private:
  bool Fill() {
    end_ = static_cast<size_t>(std::min<int64_t>(left_, static_cast<int64_t>(buffer_.size())));
    at_ = 0;
    failed_ = failed_ || end_ == 0;
    if (end_ == 0) return false;
    input_->readBytes(buffer_.data(), 0, static_cast<int32_t>(end_));
    left_ -= static_cast<int64_t>(end_);
    return true;
  }

  const Lucene::IndexInputPtr input_;
  int64_t left_;
  std::array<uint8_t, 4096> buffer_;
  size_t at_ = 0;
  size_t end_ = 0;
  bool failed_ = false;
};

// Opens the door to the streams that Lucene++ has found the term in.
class TermStreams final : public Lucene::SegmentTermPositions {
 public:
  explicit TermStreams(const Lucene::SegmentReaderPtr& reader)
      : Lucene::SegmentTermPositions(reader) {}

  uint32_t document_frequency() const { return static_cast<uint32_t>(df); }

  // Documents and frequencies of the term, from its first.
  Lucene::IndexInputPtr Frequencies() { return _freqStream; }

  // Its positions, from the first.
  Lucene::IndexInputPtr Positions() {
    lazySkip();
    return proxStream;
  }
};

}  // namespace

absl::Status DecodePostings(const Lucene::SegmentReaderPtr& reader, const Lucene::TermPtr& term,
                            PositionPostings& postings) {
  const auto streams = Lucene::newLucene<TermStreams>(reader);
  streams->seek(term);
  const uint32_t document_frequency = streams->document_frequency();
  if (document_frequency == 0) return absl::OkStatus();
  VarintReader frequencies(streams->Frequencies());
  VarintReader positions(streams->Positions());
  postings.docs.reserve(document_frequency);
  postings.ends.reserve(document_frequency);
  uint32_t doc = 0;
  for (uint32_t i = 0; i < document_frequency; ++i) {
    // The lowest bit says that the frequency is 1; else it follows.
    const uint32_t code = frequencies.Next();
    doc += code >> 1;
    uint32_t frequency = (code & 1) != 0 ? 1 : frequencies.Next();
    postings.docs.push_back(doc);
    uint32_t position = 0;
    for (; frequency > 0 && !positions.failed(); --frequency) {
      position += positions.Next();
      postings.positions.push_back(position);
    }
    postings.ends.push_back(static_cast<uint32_t>(postings.positions.size()));
    if (frequencies.failed() || positions.failed() ||
        doc >= static_cast<uint32_t>(reader->maxDoc())) {
      return absl::DataLossError("a posting list is damaged");
    }
  }
  postings.positions.shrink_to_fit();
  return absl::OkStatus();
}

}  // namespace trialdex::lucene
