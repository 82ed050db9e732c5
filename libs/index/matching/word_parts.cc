#include "libs/index/matching/word_parts.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/index/doc_set.h"
#include "libs/index/positions/occurrence_filter.h"

namespace trialdex {
namespace {

constexpr auto kExclusion = static_cast<uint32_t>(TextField::kEligibilityExclusion);

// Adds up the weighted frequencies of documents that come once for each form of a word.
class FrequencySums {
 public:
  FrequencySums(const FieldNormalizer& normalizer, const SegmentColumns& columns)
      : normalizer_(normalizer),
        columns_(columns),
        sums_(columns.doc_count()),
        found_(columns.doc_count()),
        elsewhere_(columns.doc_count()) {}

  // Takes in a document that has the form `counts` times. Of one form they come in ascending
  // order; `weight` is the form's.
  void Add(uint32_t doc, absl::Span<const FieldCount> counts, double weight) {
    const size_t before = counts_.size();
    for (const FieldCount& in_field : counts) {
      if (normalizer_.Searches(in_field.field)) counts_.push_back(in_field);
    }
    if (counts_.size() == before) return;
    columns_.PrefetchLengths(doc);
    waiting_.push_back({doc, static_cast<uint32_t>(counts_.size())});
    if (waiting_.size() == kMostWaiting) Weigh(weight);
  }

  // Weighs what still waits. To be called after the last document of a form.
  void Weigh(double weight) {
    size_t at = 0;
    for (size_t i = 0; i < waiting_.size(); ++i) {
      if (i + kAhead < waiting_.size()) columns_.PrefetchTokens(waiting_[i + kAhead].doc);
      const uint32_t doc = waiting_[i].doc;
      double weighted = 0;
      bool elsewhere = false;
      for (; at < waiting_[i].counts_end; ++at) {
        const FieldCount& in_field = counts_[at];
        const uint32_t length = columns_.length(doc, static_cast<TextField>(in_field.field));
        weighted +=
            normalizer_.Weigh(in_field.field, in_field.count, length > 0 ? length : in_field.count);
        elsewhere = elsewhere || in_field.field != kExclusion;
      }
      if (weighted <= 0) continue;
      sums_[doc] += weight * weighted;
      found_.Add(doc);
      if (elsewhere) elsewhere_.Add(doc);
    }
    waiting_.clear();
    counts_.clear();
  }

  PartList ToList() const {
    const std::vector<uint32_t> docs = found_.ToVector();
    std::vector<float> parts;
    parts.reserve(docs.size());
    std::vector<bool> only_in_exclusion;
    only_in_exclusion.reserve(docs.size());
    for (const uint32_t doc : docs) {
      parts.push_back(FrequencyPart(sums_[doc]));
      only_in_exclusion.push_back(!elsewhere_.Contains(doc));
    }
    return PartList(docs, std::move(parts), found_.doc_count(), std::move(only_in_exclusion));
  }

 private:
  // Lengths come from memory while other documents are decoded and weighed: so many wait for
  // theirs, and so many documents ahead they are sent for.
  static constexpr size_t kMostWaiting = 64;
  static constexpr size_t kAhead = 8;

  struct Waiting {
    uint32_t doc;
    // Where its counts end in counts_.
    uint32_t counts_end;
  };

  const FieldNormalizer& normalizer_;
  const SegmentColumns& columns_;
  std::vector<Waiting> waiting_;
  std::vector<FieldCount> counts_;
  std::vector<double> sums_;
  DocSet found_;
  // Those that have a form of the word not only among their exclusion criteria.
  DocSet elsewhere_;
};

absl::StatusOr<PartList> MakeList(const Place& place, Coverage coverage,
                                  const FieldNormalizer& normalizer, const Segment& segment,
                                  const OutOfTime& out_of_time) {
  FrequencySums sums(normalizer, segment.columns());
  for (const Alternative& alternative : place.alternatives) {
    if (out_of_time()) return OutOfTimeError();
    const OccurrenceFilter filter =
        MakeOccurrenceFilter(alternative.letter_case, BeginsValue(coverage), EndsValue(coverage));
    const auto weight = static_cast<double>(alternative.weight);
    const auto add = [&](uint32_t doc, absl::Span<const FieldCount> counts) {
      sums.Add(doc, counts, weight);
    };
    RETURN_IF_ERROR(segment.files().ForEachFrequency(alternative.term, filter, add).status());
    sums.Weigh(weight);
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
