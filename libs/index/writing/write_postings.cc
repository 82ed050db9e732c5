#include "libs/index/writing/write_postings.h"

#include <string>

#include "libs/index/writing/postings_writer.h"
#include "libs/index/writing/term_dictionary_writer.h"

namespace trialdex {
namespace {

// The positions of one document, as they are.
void CopyPositions(ByteStreamReader& from, uint32_t frequency, ByteOutput& to) {
  while (frequency > 0) {
    const uint8_t byte = from.Byte();
    to.Byte(byte);
    if ((byte & 0x80) == 0) --frequency;
  }
}

void CopyPayload(ByteStreamReader& from, std::string& scratch, PostingsWriter& to) {
  scratch.resize(from.Vint());
  for (char& byte : scratch) byte = static_cast<char>(from.Byte());
  to.AddPayload(scratch);
}

}  // namespace

void WritePostings(InvertedBuffer& buffer, SegmentOutput& output) {
  PostingsWriter postings(output.file(SegmentFile::kDocuments),
                          output.file(SegmentFile::kPositions));
  TermDictionaryWriter dictionary(output.file(SegmentFile::kTerms),
                                  output.file(SegmentFile::kTermIndex));
  std::string scratch;
  for (const BufferedTerm* term : buffer.Finish()) {
    const PostingsKind kind = InfoOf(term->field).postings;
    ByteStreamReader documents(buffer.arena(), term->documents);
    ByteStreamReader positions(buffer.arena(), term->positions);
    postings.BeginTerm(kind);
    uint32_t doc = 0;
    for (uint32_t left = term->document_frequency; left > 0; --left) {
      doc += documents.Vint();
      const uint32_t frequency = kind == PostingsKind::kDocuments ? 1 : documents.Vint();
      postings.AddDocument(doc, frequency);
      if (kind == PostingsKind::kPositions) {
        CopyPositions(positions, frequency, postings.positions());
      } else if (kind == PostingsKind::kPayloads) {
        CopyPayload(positions, scratch, postings);
      }
    }
    dictionary.Add(term->field, buffer.text(*term), postings.EndTerm());
  }
  dictionary.Finish();
}

}  // namespace trialdex
