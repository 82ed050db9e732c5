#include "libs/index/lucene/term_walker.h"

#include <string>

#include "absl/strings/match.h"
#include "libs/index/lucene/guard.h"
#include "libs/index/lucene/varint_reader.h"

namespace trialdex::lucene {
namespace {

// Opens the door to the file that an enumeration reads.
class TermFile final : public Lucene::SegmentTermEnum {
 public:
  static Lucene::IndexInputPtr Of(const Lucene::SegmentTermEnum& terms) {
    return terms.*(&TermFile::input);
  }
};

}  // namespace

absl::Status WalkTermFile(const Lucene::SegmentReaderPtr& reader, const Lucene::TermPtr& first,
                          absl::FunctionRef<bool(absl::string_view, uint32_t)> visit) {
  const auto terms = boost::dynamic_pointer_cast<Lucene::SegmentTermEnum>(reader->terms(first));
  const Lucene::TermPtr found = terms ? terms->term() : Lucene::TermPtr();
  if (!found || found->field() != first->field()) return absl::OkStatus();
  const std::string prefix = FromWide(first->text());
  std::string term = FromWide(found->text());
  auto document_frequency = static_cast<uint32_t>(terms->docFreq());
  const auto field = static_cast<uint32_t>(terms->fieldInfos->fieldNumber(first->field()));
  VarintReader file(TermFile::Of(*terms));
  // Each term is what it does not share with the one before; then come where its
  // postings are, as far as they go beyond those before.
  for (int64_t left = terms->size - terms->position;; --left) {
    if (!absl::StartsWith(term, prefix) || !visit(term, document_frequency) || left <= 1) break;
    const uint32_t shared = file.Next();
    const uint32_t rest = file.Next();
    if (file.failed() || shared > term.size()) {
      return absl::DataLossError("a term dictionary is damaged");
    }
    term.resize(shared);
    file.Append(rest, term);
    if (file.Next() != field) break;
    document_frequency = file.Next();
    file.NextLong();
    file.NextLong();
    if (document_frequency >= static_cast<uint32_t>(terms->skipInterval)) file.Next();
  }
  if (file.failed()) return absl::DataLossError("a term dictionary is damaged");
  return absl::OkStatus();
}

}  // namespace trialdex::lucene
