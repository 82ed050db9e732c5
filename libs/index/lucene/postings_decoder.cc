#include "libs/index/lucene/postings_decoder.h"

#include "libs/index/lucene/varint_reader.h"

namespace trialdex::lucene {
namespace {

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
