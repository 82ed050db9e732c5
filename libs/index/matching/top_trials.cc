#include "libs/index/matching/top_trials.h"

#include <algorithm>

#include "libs/index/matching/segment_order.h"
#include "libs/index/sites/nearest_site.h"

namespace trialdex {
namespace {

// What is set aside for larger pages grows with what is found.
constexpr size_t kUsualLimit = 128;

std::vector<SortKey> KeysBeforeId(const std::vector<SortKey>& order) {
  std::vector<SortKey> keys = order;
  if (!keys.empty() && keys.back().kind == SortKey::Kind::kId) keys.pop_back();
  return keys;
}

}  // namespace

TopTrials::TopTrials(const std::vector<SortKey>& order, size_t limit, const SortPlace* after)
    : keys_(KeysBeforeId(order)),
      ids_descend_(!order.empty() && order.back().kind == SortKey::Kind::kId &&
                   order.back().descending),
      best_first_(!keys_.empty() && keys_.front().kind == SortKey::Kind::kRelevance &&
                  keys_.front().descending),
      limit_(limit),
      after_(after) {
  for (const SortKey& key : keys_) from_.emplace_back(key.center);
  if (best_first_ && other_keys() == 0) floor_.emplace(limit + 1);
  if (limit <= kUsualLimit) best_.reserve(most_kept());
}

size_t TopTrials::most_kept() const {
  // With the one that tells if there are more. Where the floor rises with each trial, few are taken
  // that do not stay for long; others wait for being compared.
  if (floor_.has_value()) return 4 * std::max<size_t>(limit_ + 1, 16);
  return limit_ + 1 + std::max<size_t>(limit_ + 1, 32);
}

void TopTrials::EnterSegment(uint32_t segment, const SegmentColumns& columns) {
  if (columns_.size() <= segment) columns_.resize(segment + 1);
  columns_[segment] = &columns;
  segment_ = segment;
}

SortValue TopTrials::Compute(size_t key, uint32_t doc, double score) const {
  const SegmentColumns& columns = *columns_[segment_];
  SortValue value = kMissing;
  switch (keys_[key].kind) {
    case SortKey::Kind::kRelevance:
      value = SortValueOf(score);
      break;
    case SortKey::Kind::kDistance:
      if (const auto km = NearestSiteKm(columns, doc, from_[key])) value = SortValueOf(*km);
      break;
    case SortKey::Kind::kColumn:
    case SortKey::Kind::kId:
      return DirectedValue(columns, keys_[key], doc);
  }
  // Missing values come last in either direction.
  return keys_[key].descending && value != kMissing ? ~value : value;
}

int TopTrials::CompareIds(absl::string_view a, absl::string_view b) const {
  return ids_descend_ ? b.compare(a) : a.compare(b);
}

bool TopTrials::BeforeByOthers(const Entry& a, const Entry& b) const {
  for (size_t key = 1; key < keys_.size(); ++key) {
    const SortValue of_a = ValueOf(a, key);
    const SortValue of_b = ValueOf(b, key);
    if (of_a != of_b) return of_a < of_b;
  }
  return CompareIds(IdOf(a), IdOf(b)) < 0;
}

bool TopTrials::IsAfter(const Entry& entry, const SortPlace& place) const {
  for (size_t key = 0; key < keys_.size(); ++key) {
    const SortValue value = ValueOf(entry, key);
    if (value != place.values[key]) return value > place.values[key];
  }
  return CompareIds(IdOf(entry), place.id) > 0;
}

TopTrials::Offered TopTrials::Offer(uint32_t doc, double score) {
  // Nearly all searches.
  if (floor_.has_value()) {
    if (score < needed_score_) return Offered::kBehind;
    const Offered offer = Take({~SortValueOf(score), {segment_, doc}, 0});
    if (offer != Offered::kTaken) return offer;
    floor_->Add(score);
    needed_score_ = std::max(needed_score_, floor_->Get());
    return offer;
  }
  Entry offered = {keys_.empty() ? 0 : Compute(0, doc, score), {segment_, doc}, 0};
  if (other_keys() == 0) return Take(offered);
  if (free_rows_.empty()) {
    free_rows_.push_back(static_cast<uint32_t>(others_.size() / other_keys()));
    others_.resize(others_.size() + other_keys());
  }
  offered.row = free_rows_.back();
  free_rows_.pop_back();
  for (size_t key = 1; key < keys_.size(); ++key) {
    others_[offered.row * other_keys() + key - 1] = Compute(key, doc, score);
  }
  const Offered offer = Take(offered);
  if (offer != Offered::kTaken) free_rows_.push_back(offered.row);
  return offer;
}

TopTrials::Offered TopTrials::Take(const Entry& offered) {
  if (after_ != nullptr && !IsAfter(offered, *after_)) return Offered::kBefore;
  if (worst_.has_value() && !Before(offered, *worst_)) return Offered::kBehind;
  best_.push_back(offered);
  const bool enough = !floor_.has_value() && !worst_.has_value() && best_.size() == limit_ + 1;
  if (enough || best_.size() == most_kept()) KeepBest();
  return Offered::kTaken;
}

void TopTrials::KeepBest() {
  const auto before = [this](const Entry& a, const Entry& b) { return Before(a, b); };
  const auto last = best_.begin() + static_cast<std::ptrdiff_t>(limit_);
  if (last + 1 == best_.end()) {
    std::iter_swap(last, std::max_element(best_.begin(), best_.end(), before));
  } else {
    std::nth_element(best_.begin(), last, best_.end(), before);
  }
  for (auto entry = last + 1; entry != best_.end() && other_keys() > 0; ++entry) {
    free_rows_.push_back(entry->row);
  }
  best_.resize(limit_ + 1);
  worst_ = best_.back();
  if (best_first_) needed_score_ = NumberOf(~worst_->first);
}

void TopTrials::DropBelowNeeded() {
  const SortValue last = ~SortValueOf(needed_score_);
  best_.erase(std::remove_if(best_.begin(), best_.end(),
                             [last](const Entry& entry) { return entry.first > last; }),
              best_.end());
}

double TopTrials::ScoreOf(const Entry& entry) const {
  for (size_t key = 0; key < keys_.size(); ++key) {
    if (keys_[key].kind != SortKey::Kind::kRelevance) continue;
    const SortValue value = ValueOf(entry, key);
    return NumberOf(keys_[key].descending ? ~value : value);
  }
  return 0;
}

std::vector<FoundTrial> TopTrials::Take() {
  if (best_.size() > limit_ + 1 && floor_.has_value()) DropBelowNeeded();
  if (best_.size() > limit_ + 1) KeepBest();
  std::sort(best_.begin(), best_.end(),
            [this](const Entry& a, const Entry& b) { return Before(a, b); });
  if (has_more()) best_.pop_back();
  std::vector<FoundTrial> trials(best_.size());
  for (size_t i = 0; i < best_.size(); ++i) {
    trials[i].address = best_[i].address;
    trials[i].score = ScoreOf(best_[i]);
    for (size_t key = 0; key < keys_.size(); ++key) {
      trials[i].place.values.push_back(ValueOf(best_[i], key));
    }
    const absl::string_view id = IdOf(best_[i]);
    trials[i].place.id.assign(id.data(), id.size());
  }
  best_.clear();
  return trials;
}

}  // namespace trialdex
