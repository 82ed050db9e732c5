#include "libs/index/matching/word_parts.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/index/doc_set.h"
#include "libs/index/occurrence_filter.h"

namespace trialdex {
namespace {

// Adds up the weighted frequencies of documents that come once for each form of a word.
class FrequencySums {
 public:
  explicit FrequencySums(uint32_t doc_count) : sums_(doc_count), found_(doc_count) {}

  void Add(const FrequencyPostings& postings, double weight, const FieldNormalizer& normalizer) {
    for (size_t i = 0; i < postings.docs.size(); ++i) {
      double weighted = 0;
      for (size_t at = postings.begin_of(i); at < postings.ends[i]; ++at) {
        const FieldFrequency& in_field = postings.frequencies[at];
        weighted += normalizer.Weigh(in_field.field, in_field.frequency, in_field.length);
      }
      if (weighted <= 0) continue;
      sums_[postings.docs[i]] += weight * weighted;
      found_.Add(postings.docs[i]);
    }
  }

  PartList ToList() const {
    const std::vector<uint32_t> docs = found_.ToVector();
    std::vector<float> parts;
    parts.reserve(docs.size());
    for (const uint32_t doc : docs) parts.push_back(FrequencyPart(sums_[doc]));
    return PartList(docs, std::move(parts), found_.doc_count());
  }

 private:
  std::vector<double> sums_;
  DocSet found_;
};

absl::StatusOr<PartList> MakeList(const Place& place, Coverage coverage,
                                  const FieldNormalizer& normalizer, const Segment& segment,
                                  const OutOfTime& out_of_time) {
  FrequencySums sums(segment.doc_count());
  for (const Alternative& alternative : place.alternatives) {
    if (out_of_time()) return OutOfTimeError();
    const OccurrenceFilter filter =
        MakeOccurrenceFilter(alternative.letter_case, BeginsValue(coverage), EndsValue(coverage));
    ASSIGN_OR_RETURN(const FrequencyPostings postings,
                     segment.ReadFrequencies(alternative.term, filter));
    sums.Add(postings, static_cast<double>(alternative.weight), normalizer);
  }
  return sums.ToList();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const PartList>> WordParts(const std::string& key,
                                                          const Place& place, Coverage coverage,
                                                          const FieldNormalizer& normalizer,
                                                          const Segment& segment,
                                                          const OutOfTime& out_of_time) {
  return segment.cache().FindOrMake<PartList>(segment.cache_owner(), key, [&] {
    return MakeList(place, coverage, normalizer, segment, out_of_time);
  });
}

}  // namespace trialdex
