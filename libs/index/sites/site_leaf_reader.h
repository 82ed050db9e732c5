// Reads at which sites a word or phrase stands.
#ifndef TRIALDEX_LIBS_INDEX_SITES_SITE_LEAF_READER_H_
#define TRIALDEX_LIBS_INDEX_SITES_SITE_LEAF_READER_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/index/matching/phrase_reader.h"
#include "libs/index/segment.h"
#include "libs/index/sites/site_list.h"
#include "libs/query/query_node.h"

namespace trialdex {

// Reads the positions of one kWord or kPhrase in one document after the other. Not
// thread-safe.
class SiteLeafReader {
 public:
  // `node` and `segment` must outlive the reader. Errors as Segment.
  static absl::StatusOr<SiteLeafReader> Open(const QueryNode& node, const Segment& segment);

  // The sites of `doc` where it stands in a field that its weights search, by site. Valid
  // until the next document, and read but once. Documents must come in ascending order.
  absl::Span<const SitePart> Read(uint32_t doc);

  // DATA_LOSS once something could not be read.
  absl::Status status() const { return reader_.status(); }

 private:
  SiteLeafReader(const QueryNode& node, PhraseReader reader)
      : node_(&node), reader_(std::move(reader)) {}

  struct SiteFrequency {
    uint32_t site;
    double frequency;
  };

  const QueryNode* node_;
  PhraseReader reader_;
  std::vector<Occurrence> occurrences_;
  std::vector<SiteFrequency> frequencies_;
  // Of the document after which the next one is `next_doc_`.
  std::vector<SitePart> sites_;
  uint64_t next_doc_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SITES_SITE_LEAF_READER_H_
