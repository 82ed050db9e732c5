#include "libs/index/matching/checked_evaluators.h"

#include <algorithm>
#include <limits>

#include "libs/index/matching/phrase_parts.h"

namespace trialdex {

bool CheckedEvaluator::Match(uint32_t window, const WindowBits& within, WindowBits& matches) {
  found_.clear();
  WindowBits wanted = within;
  Restrict(window, wanted);
  matches.fill(0);
  ForEachBit(wanted, [&](uint16_t offset) {
    if (!state_.GoOn()) return;
    const std::optional<double> score = Check((window << kWindowShift) + offset);
    if (!score.has_value()) return;
    SetBit(matches, offset);
    found_.push_back({offset, *score});
  });
  return !found_.empty();
}

void CheckedEvaluator::AddScores(uint32_t, double factor, Candidates candidates, double,
                                 double* scores) {
  const double product = factor * factor_;
  auto found = found_.begin();
  for (size_t i = 0; i < candidates.size() && found != found_.end(); ++i) {
    while (found != found_.end() && found->offset < candidates[i]) ++found;
    if (found != found_.end() && found->offset == candidates[i]) {
      scores[i] += product * found->score;
    }
  }
}

PhraseEvaluator::PhraseEvaluator(const QueryNode& node,
                                 std::vector<std::shared_ptr<const PartList>> places, double factor,
                                 const Segment& segment, const FieldNormalizer& normalizer,
                                 EvaluationState& state)
    : CheckedEvaluator(factor, state),
      node_(node),
      places_(std::move(places)),
      segment_(segment),
      normalizer_(normalizer) {}

size_t PhraseEvaluator::Cost() const {
  size_t least = std::numeric_limits<size_t>::max();
  for (const auto& place : places_) least = std::min(least, place->size());
  return least;
}

void PhraseEvaluator::AddBounds(uint32_t window, float factor, BlockBounds& bounds) {
  BlockBounds lowest;
  lowest.fill(std::numeric_limits<float>::infinity());
  for (size_t i = 0; i < bounding(); ++i) {
    BlockBounds of_place = {};
    places_[i]->AddBounds(window, factor * static_cast<float>(own_factor()), of_place);
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
  for (size_t i = 0; i < candidates.size(); ++i) bounds[i] += factor * own_factor() * lowest_[i];
}

void PhraseEvaluator::Restrict(uint32_t window, WindowBits& docs) {
  WindowBits of_place;
  for (const auto& place : places_) {
    if (!place->Match(window, of_place)) {
      docs.fill(0);
      return;
    }
    IntersectWith(docs, of_place);
  }
}

std::optional<double> PhraseEvaluator::Check(uint32_t doc) {
  if (!reader_.has_value()) {
    absl::StatusOr<PhraseReader> opened = PhraseReader::Open(node_, segment_);
    if (!opened.ok()) {
      state().Fail(std::move(opened).status());
      return std::nullopt;
    }
    reader_.emplace(*std::move(opened));
  }
  reader_->Read(doc, occurrences_);
  if (occurrences_.empty()) {
    state().Fail(reader_->status());
    return std::nullopt;
  }
  const float part =
      FrequencyPart(WeighOccurrences(occurrences_, normalizer_, segment_.columns(), doc));
  if (part <= 0) return std::nullopt;
  return static_cast<double>(part);
}

void SameSiteEvaluator::AddBounds(uint32_t window, float, BlockBounds& bounds) {
  const WindowBits docs = BitsOf(candidates_, window);
  for (size_t block = 0; block < kWindowBlocks; ++block) {
    if (docs[block] != 0) bounds[block] = std::numeric_limits<float>::infinity();
  }
}

void SameSiteEvaluator::Restrict(uint32_t window, WindowBits& docs) {
  IntersectWith(docs, BitsOf(candidates_, window));
}

std::optional<double> SameSiteEvaluator::Check(uint32_t doc) {
  const std::vector<SiteScore> sites = reader_.Read(doc);
  if (sites.empty()) {
    state().Fail(reader_.status());
    return std::nullopt;
  }
  double best = 0;
  for (const SiteScore& site : sites) best = std::max(best, site.score);
  return best;
}

}  // namespace trialdex
