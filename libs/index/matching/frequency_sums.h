// The weighted frequencies of a word in its documents, added up.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_FREQUENCY_SUMS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_FREQUENCY_SUMS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "libs/index/columns/segment_columns.h"
#include "libs/index/doc_set.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/positions/postings.h"
#include "libs/index/scoring/relevance.h"

namespace trialdex {

// Takes in how often each form of a word stands in the fields of documents, and makes the list of
// the word. Takes time and memory for the documents that have the word only, however large the
// segment, until these are so many that a sum for every document of it costs no more.
class FrequencySums {
 public:
  // Both must outlive the sums.
  FrequencySums(const FieldNormalizer& normalizer, const SegmentColumns& columns)
      : normalizer_(normalizer),
        columns_(columns),
        most_listed_(columns.doc_count() / kSparseness) {}

  // The next documents of a form (SegmentFiles::CountOccurrences), which counts `weight`.
  void Add(absl::Span<const FieldCount> counts, double weight);

  // To be called after the last documents of a form.
  void EndForm();

  // To be called once, after the last form.
  PartList ToList() &&;

 private:
  // With more entries than one for so many documents there is a sum for each document.
  static constexpr uint32_t kSparseness = 64;

  struct Weighed {
    uint32_t doc;
    // 1 if it has the form not only among its exclusion criteria.
    uint32_t elsewhere;
    double sum;
  };

  // One for each document, by document. Valid until the next call.
  absl::Span<Weighed> Weigh(absl::Span<const FieldCount> counts);
  bool all_docs() const { return !sums_.empty(); }
  void AddToAll(const Weighed& of_doc);
  PartList ListAll();
  PartList ListListed();

  const FieldNormalizer& normalizer_;
  const SegmentColumns& columns_;
  // What the documents of the newest counts have, and room for more.
  std::vector<Weighed> weighed_;

  // While they are few: one form after the other, each by document, and where each ends.
  std::vector<Weighed> listed_;
  std::vector<size_t> ends_;
  // Then: by document, and which documents have a sum, and which have the word elsewhere.
  std::vector<double> sums_;
  DocSet docs_;
  DocSet elsewhere_;
  const size_t most_listed_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_FREQUENCY_SUMS_H_
