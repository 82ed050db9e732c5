// Where a word or a phrase stands, in one document after the other.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_PHRASE_READER_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_PHRASE_READER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/index/matching/place_reader.h"
#include "libs/index/segment.h"
#include "libs/query/query_node.h"

namespace trialdex {

// Looks for one kWord or kPhrase node in the documents of a segment. Not thread-safe.
class PhraseReader {
 public:
  // `node` and `segment` must outlive the reader. Errors as Segment.
  static absl::StatusOr<PhraseReader> Open(const QueryNode& node, const Segment& segment);

  // Fills `occurrences` with those of the node in `doc` in the fields that its
  // weights search, by position of their first word. Documents must come in
  // ascending order.
  //
  // An occurrence counts as much as its least exact word, and 1 / (1 + distance)
  // of it if it is `distance` positions off.
  void Read(uint32_t doc, std::vector<Occurrence>& occurrences);

  // DATA_LOSS once something could not be read: what was found from then on means nothing.
  absl::Status status() const;

 private:
  explicit PhraseReader(const QueryNode& node) : node_(&node) {}

  // What the phrase that begins at `first` counts; 0 if it does not go on.
  double Follow(const Occurrence& first);

  const QueryNode* node_;
  std::vector<PlaceReader> places_;
  // Of the current document, by place.
  std::vector<std::vector<Occurrence>> found_;
  // By place: the first of its occurrences that may still go on a phrase.
  std::vector<size_t> next_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_PHRASE_READER_H_
