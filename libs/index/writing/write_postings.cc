#include "libs/index/writing/write_postings.h"

#include <string>

#include "libs/index/reading/byte_input.h"
#include "libs/index/writing/postings_writer.h"
#include "libs/index/writing/term_dictionary_writer.h"

namespace trialdex {
namespace {

// Adds the postings of a term, which stand in `from` as BufferedTerm says.
void AddPostings(PostingsKind kind, ByteInput from, PostingsWriter& to) {
  uint32_t doc = 0;
  while (!from.AtEnd()) {
    const auto code = static_cast<uint32_t>(from.Vint());
    if (kind != PostingsKind::kPositions) {
      doc += code;
      to.AddDocument(doc, 1);
      if (kind == PostingsKind::kPayloads) to.AddPayload(from.Bytes(from.Vint()));
      continue;
    }
    doc += code >> 1;
    const uint32_t frequency = (code & 1) != 0 ? 1 : static_cast<uint32_t>(from.Vint());
    to.AddDocument(doc, frequency);
    to.positions().Bytes(from.VintBytes(frequency));
  }
}

}  // namespace

void WritePostings(const InvertedBuffer& buffer, SegmentOutput& output) {
  PostingsWriter postings(output.file(SegmentFile::kDocuments),
                          output.file(SegmentFile::kPositions));
  TermDictionaryWriter dictionary(output.file(SegmentFile::kTerms),
                                  output.file(SegmentFile::kTermIndex));
  std::string scratch;
  for (const BufferedTerm* term : buffer.Sorted()) {
    const PostingsKind kind = InfoOf(term->key.field).postings;
    postings.BeginTerm(kind);
    AddPostings(kind, ByteInput(buffer.arena().Contents(term->postings, scratch)), postings);
    dictionary.Add(term->key.field, buffer.text(*term), postings.EndTerm());
  }
  dictionary.Finish();
}

}  // namespace trialdex
