#include "libs/index/matching/word_parts.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/index/positions/occurrence_filter.h"

namespace trialdex {
namespace {

constexpr auto kExclusion = static_cast<uint32_t>(TextField::kEligibilityExclusion);

// Sorts `items` by document. They come in runs that are sorted already, which end at `ends`; of
// one document those of earlier runs stay first.
template <typename T>
void MergeRuns(std::vector<size_t> ends, std::vector<T>& items) {
  const auto before = [](const T& a, const T& b) { return a.doc < b.doc; };
  while (ends.size() > 1) {
    std::vector<size_t> merged;
    auto begin = items.begin();
    for (size_t i = 0; i < ends.size(); i += 2) {
      const size_t last = std::min(i + 1, ends.size() - 1);
      const auto end = items.begin() + static_cast<ptrdiff_t>(ends[last]);
      std::inplace_merge(begin, items.begin() + static_cast<ptrdiff_t>(ends[i]), end, before);
      merged.push_back(ends[last]);
      begin = end;
    }
    ends = std::move(merged);
  }
}

// Adds up the weighted frequencies of documents that come once for each form of a word. Takes
// time and memory for those that have the word only, however large the segment.
class FrequencySums {
 public:
  FrequencySums(const FieldNormalizer& normalizer, const SegmentColumns& columns)
      : normalizer_(normalizer), columns_(columns) {}

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

  // To be called after the last document of a form.
  void EndForm(double weight) {
    Weigh(weight);
    if (ends_.empty() || ends_.back() < weighed_.size()) ends_.push_back(weighed_.size());
  }

  PartList ToList() && {
    MergeRuns(std::move(ends_), weighed_);
    std::vector<uint32_t> docs;
    std::vector<float> parts;
    std::vector<bool> only_in_exclusion;
    docs.reserve(weighed_.size());
    parts.reserve(weighed_.size());
    only_in_exclusion.reserve(weighed_.size());
    for (size_t i = 0; i < weighed_.size();) {
      Weighed of_doc = weighed_[i];
      for (++i; i < weighed_.size() && weighed_[i].doc == of_doc.doc; ++i) {
        of_doc.sum += weighed_[i].sum;
        of_doc.elsewhere = of_doc.elsewhere || weighed_[i].elsewhere;
      }
      docs.push_back(of_doc.doc);
      parts.push_back(FrequencyPart(of_doc.sum));
      only_in_exclusion.push_back(!of_doc.elsewhere);
    }
    return PartList(docs, std::move(parts), columns_.doc_count(), std::move(only_in_exclusion));
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
  struct Weighed {
    uint32_t doc;
    // True if it has the form not only among its exclusion criteria.
    bool elsewhere;
    double sum;
  };

  // Weighs what waits.
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
      if (weighted > 0) weighed_.push_back({doc, elsewhere, weight * weighted});
    }
    waiting_.clear();
    counts_.clear();
  }

  const FieldNormalizer& normalizer_;
  const SegmentColumns& columns_;
  std::vector<Waiting> waiting_;
  std::vector<FieldCount> counts_;
  // One form after the other, each by document, and where each ends.
  std::vector<Weighed> weighed_;
  std::vector<size_t> ends_;
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
    sums.EndForm(weight);
  }
  return std::move(sums).ToList();
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
