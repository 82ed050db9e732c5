// Every parser that trialdex has, by format.
#ifndef TRIALDEX_LIBS_SOURCES_ALL_PARSERS_H_
#define TRIALDEX_LIBS_SOURCES_ALL_PARSERS_H_

#include <memory>
#include <vector>

#include "absl/types/span.h"
#include "libs/sources/record_parser.h"

namespace trialdex {

// One parser a format. Immutable, hence thread-safe.
class ParserSet {
 public:
  ParserSet();

  // The parser of `format`, owned by this set; null if it has none
  // (SOURCE_FORMAT_UNSPECIFIED, a format of a later version).
  const RecordParser* Find(v1::SourceFormat format) const;

  absl::Span<const std::unique_ptr<RecordParser>> parsers() const { return parsers_; }

 private:
  std::vector<std::unique_ptr<RecordParser>> parsers_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_ALL_PARSERS_H_
