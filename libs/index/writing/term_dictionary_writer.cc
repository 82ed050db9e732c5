#include "libs/index/writing/term_dictionary_writer.h"

#include <algorithm>

namespace trialdex {
namespace {

// Where in a header the number of terms is, known at the end only.
constexpr uint64_t kCountOffset = 4;

void WriteHeader(ByteOutput& out) {
  out.Int32(kTermsFormat);
  out.Int64(0);
  out.Int32(kIndexInterval);
  out.Int32(kSkipInterval);
  out.Int32(kMaxSkipLevels);
}

}  // namespace

void TermDictionaryWriter::File::Add(uint32_t field, absl::string_view next,
                                     const TermPostings& next_postings) {
  const size_t shared = static_cast<size_t>(
      std::mismatch(text.begin(), text.end(), next.begin(), next.end()).first - text.begin());
  out.Vint(shared);
  out.String(next.substr(shared));
  out.Vint(field);
  out.Vint(next_postings.document_frequency);
  out.Vint(next_postings.documents - postings.documents);
  out.Vint(next_postings.positions - postings.positions);
  if (next_postings.document_frequency >= kSkipInterval) {
    out.Vint(next_postings.skips);
  }
  text.assign(next.data(), next.size());
  postings = next_postings;
  ++count;
}

TermDictionaryWriter::TermDictionaryWriter(ByteOutput& terms, ByteOutput& index)
    : terms_{terms}, index_{index} {
  WriteHeader(terms);
  WriteHeader(index);
}

void TermDictionaryWriter::Add(SegmentField field, absl::string_view text,
                               const TermPostings& postings) {
  if (terms_.count % kIndexInterval == 0) {
    // The index names the last term before each stretch.
    index_.Add(field_, terms_.text, terms_.postings);
    index_.out.Vint(terms_.out.size() - last_indexed_);
    last_indexed_ = terms_.out.size();
  }
  field_ = static_cast<uint32_t>(field);
  terms_.Add(field_, text, postings);
}

void TermDictionaryWriter::Finish() {
  terms_.out.PatchInt64(kCountOffset, terms_.count);
  index_.out.PatchInt64(kCountOffset, index_.count);
}

}  // namespace trialdex
