#include "libs/index/matching/phrase_evaluator.h"

#include <algorithm>
#include <limits>

#include "libs/index/matching/part_keys.h"
#include "libs/index/matching/phrase_parts.h"

namespace trialdex {

struct PhraseEvaluator::LookedAt {
  std::vector<uint32_t> docs;
  std::vector<float> parts;

  void Add(uint32_t doc, float part) {
    docs.push_back(doc);
    parts.push_back(part);
  }
  size_t byte_size() const {
    return sizeof(*this) + docs.capacity() * sizeof(uint32_t) + parts.capacity() * sizeof(float);
  }
};

PhraseEvaluator::PhraseEvaluator(const QueryNode& node, const CacheKey& key,
                                 std::vector<std::shared_ptr<const PartList>> places, double factor,
                                 const Segment& segment, const FieldNormalizer& normalizer,
                                 EvaluationState& state)
    : node_(node),
      places_(std::move(places)),
      segment_(segment),
      factor_(factor),
      normalizer_(normalizer),
      state_(state),
      kept_under_(LookedAtKey(key)),
      known_(segment.cache().Find<LookedAt>(segment.cache_owner(), kept_under_)),
      added_(std::make_unique<LookedAt>()) {
  if (known_ == nullptr) known_ = std::make_shared<const LookedAt>();
}

PhraseEvaluator::~PhraseEvaluator() {
  if (added_->docs.empty() || !state_.status().ok()) return;
  auto all = std::make_shared<LookedAt>();
  all->docs.reserve(known_->docs.size() + added_->docs.size());
  all->parts.reserve(all->docs.capacity());
  size_t known = 0;
  const auto take_known = [&](uint32_t end) {
    for (; known < known_->docs.size() && known_->docs[known] < end; ++known) {
      all->Add(known_->docs[known], known_->parts[known]);
    }
  };
  for (size_t i = 0; i < added_->docs.size(); ++i) {
    take_known(added_->docs[i]);
    all->Add(added_->docs[i], added_->parts[i]);
  }
  take_known(segment_.doc_count());
  segment_.cache().Replace<LookedAt>(segment_.cache_owner(), kept_under_, std::move(all));
}

size_t PhraseEvaluator::Cost() const {
  size_t least = std::numeric_limits<size_t>::max();
  for (const auto& place : places_) least = std::min(least, place->size());
  return least;
}

bool PhraseEvaluator::Match(uint32_t window, const WindowBits& within, WindowBits& matches) {
  found_.clear();
  WindowBits wanted = within;
  Restrict(window, wanted);
  matches.fill(0);
  ForEachBit(wanted, [&](uint16_t offset) {
    if (!state_.GoOn()) return;
    const float part = PartIn((window << kWindowShift) + offset);
    if (part <= 0) return;
    SetBit(matches, offset);
    found_.push_back({offset, part});
  });
  return !found_.empty();
}

void PhraseEvaluator::AddBounds(uint32_t window, float factor, BlockBounds& bounds) {
  BlockBounds lowest;
  lowest.fill(std::numeric_limits<float>::infinity());
  for (size_t i = 0; i < bounding(); ++i) {
    BlockBounds of_place = {};
    places_[i]->AddBounds(window, factor * static_cast<float>(factor_), of_place);
    for (size_t block = 0; block < kWindowBlocks; ++block) {
      lowest[block] = std::min(lowest[block], of_place[block]);
    }
  }
  for (size_t block = 0; block < kWindowBlocks; ++block) bounds[block] += lowest[block];
}

void PhraseEvaluator::AddDocBounds(uint32_t window, double factor, Candidates candidates,
                                   double* bounds) {
  lowest_.assign(candidates.size(), 1.0);
  for (size_t i = 0; i < bounding(); ++i) places_[i]->Lower(window, candidates, lowest_.data());
  for (size_t i = 0; i < candidates.size(); ++i) bounds[i] += factor * factor_ * lowest_[i];
}

void PhraseEvaluator::AddScores(uint32_t, double factor, Candidates candidates, double,
                                double* scores) {
  const double product = factor * factor_;
  auto found = found_.begin();
  for (size_t i = 0; i < candidates.size() && found != found_.end(); ++i) {
    while (found != found_.end() && found->offset < candidates[i]) ++found;
    if (found != found_.end() && found->offset == candidates[i]) {
      scores[i] += product * static_cast<double>(found->part);
    }
  }
}

void PhraseEvaluator::Restrict(uint32_t window, WindowBits& docs) const {
  WindowBits of_place;
  for (const auto& place : places_) {
    if (!place->Match(window, of_place)) {
      docs.fill(0);
      return;
    }
    IntersectWith(docs, of_place);
  }
}

float PhraseEvaluator::PartIn(uint32_t doc) {
  const std::vector<uint32_t>& docs = known_->docs;
  while (next_known_ < docs.size() && docs[next_known_] < doc) ++next_known_;
  if (next_known_ < docs.size() && docs[next_known_] == doc) return known_->parts[next_known_];
  const float part = Look(doc);
  added_->Add(doc, part);
  return part;
}

float PhraseEvaluator::Look(uint32_t doc) {
  if (!reader_.has_value()) {
    absl::StatusOr<PhraseReader> opened = PhraseReader::Open(node_, segment_);
    if (!opened.ok()) {
      state_.Fail(std::move(opened).status());
      return 0;
    }
    reader_.emplace(*std::move(opened));
  }
  reader_->Read(doc, occurrences_);
  if (occurrences_.empty()) {
    state_.Fail(reader_->status());
    return 0;
  }
  return FrequencyPart(WeighOccurrences(occurrences_, normalizer_, segment_.columns(), doc));
}

}  // namespace trialdex
