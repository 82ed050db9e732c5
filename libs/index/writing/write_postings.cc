#include "libs/index/writing/write_postings.h"

#include <string>
#include <vector>

#include "libs/index/reading/byte_input.h"
#include "libs/index/writing/postings_writer.h"
#include "libs/index/writing/term_dictionary_writer.h"

namespace trialdex {
namespace {

static_assert(ByteArena::kSlack >= ByteOutput::kShortBytes, "streams are copied by AddEncoded");
static_assert(ByteArena::kSlack >= sizeof(uint64_t), "the last numbers are read as the others are");

// So many terms take longer than memory does.
constexpr size_t kAhead = 6;

// These add the postings of a term, which stand in `stream` as BufferedTerm says.

void AddDocuments(absl::string_view stream, PostingsWriter& to) {
  ByteInput from(stream);
  for (uint32_t doc = 0; !from.AtEnd();) {
    doc += static_cast<uint32_t>(from.Vint());
    to.AddDocument(doc, 1);
  }
}

void AddPayloads(absl::string_view stream, PostingsWriter& to) {
  ByteInput from(stream);
  for (uint32_t doc = 0; !from.AtEnd();) {
    doc += static_cast<uint32_t>(from.Vint());
    to.AddDocument(doc, 1);
    to.AddPayload(from.Bytes(from.Vint()));
  }
}

void AddPositions(absl::string_view stream, PostingsWriter& to) {
  ByteInput from({stream.data(), stream.size() + ByteArena::kSlack});
  // Everything is there as the files have it, one document after the other.
  for (uint64_t begin = 0; begin < stream.size(); begin = from.offset()) {
    const auto code = static_cast<uint32_t>(from.MixedVint());
    const uint64_t frequency = (code & 1) != 0 ? 1 : from.MixedVint();
    const uint64_t middle = from.offset();
    from.SkipVints(frequency);
    to.AddEncoded(code >> 1, stream.substr(begin, middle - begin),
                  stream.substr(middle, from.offset() - middle));
  }
}

}  // namespace

void WritePostings(const InvertedBuffer& buffer, SegmentOutput& output) {
  PostingsWriter postings(output.file(SegmentFile::kDocuments),
                          output.file(SegmentFile::kPositions));
  TermDictionaryWriter dictionary(output.file(SegmentFile::kTerms),
                                  output.file(SegmentFile::kTermIndex));
  std::string scratch;
  const std::vector<const BufferedTerm*> terms = buffer.Sorted();
  for (size_t i = 0; i < terms.size(); ++i) {
    // Terms are scattered over more memory than the processor has near.
    if (i + 2 * kAhead < terms.size()) __builtin_prefetch(terms[i + 2 * kAhead]);
    if (i + kAhead < terms.size()) buffer.arena().Prefetch(terms[i + kAhead]->postings.head);
    const BufferedTerm* const term = terms[i];
    const PostingsKind kind = InfoOf(term->key.field).postings;
    const absl::string_view stream = buffer.arena().Contents(term->postings, scratch);
    postings.BeginTerm(kind);
    if (kind == PostingsKind::kPositions) {
      AddPositions(stream, postings);
    } else if (kind == PostingsKind::kPayloads) {
      AddPayloads(stream, postings);
    } else {
      AddDocuments(stream, postings);
    }
    dictionary.Add(term->key.field, buffer.text(*term), postings.EndTerm());
  }
  dictionary.Finish();
}

}  // namespace trialdex
