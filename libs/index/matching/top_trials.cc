#include "libs/index/matching/top_trials.h"

#include <algorithm>

#include "libs/index/matching/segment_order.h"
#include "libs/index/nearest_site.h"

namespace trialdex {
namespace {

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
      after_(after),
      offered_{Values(keys_.size()), nullptr, {}, 0} {
  for (const SortKey& key : keys_) from_.emplace_back(key.center);
}

SortValue TopTrials::ValueOf(size_t key, const SegmentColumns& columns, uint32_t doc,
                             double score) const {
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

bool TopTrials::Before(const Entry& a, const Entry& b) const {
  for (size_t i = 0; i < keys_.size(); ++i) {
    if (a.values[i] != b.values[i]) return a.values[i] < b.values[i];
  }
  return CompareIds(a.id(), b.id()) < 0;
}

bool TopTrials::IsAfter(const SortPlace& place) const {
  for (size_t i = 0; i < keys_.size(); ++i) {
    if (offered_.values[i] != place.values[i]) return offered_.values[i] > place.values[i];
  }
  return CompareIds(offered_.id(), place.id) > 0;
}

TopTrials::Offered TopTrials::Offer(uint32_t segment, const SegmentColumns& columns, uint32_t doc,
                                    double score) {
  for (size_t i = 0; i < keys_.size(); ++i) {
    offered_.values[i] = ValueOf(i, columns, doc, score);
  }
  offered_.columns = &columns;
  offered_.address = {segment, doc};
  offered_.score = score;
  if (after_ != nullptr && !IsAfter(*after_)) return Offered::kBefore;
  const auto before = [this](const Entry& a, const Entry& b) { return Before(a, b); };
  if (full()) {
    if (!Before(offered_, best_.front())) return Offered::kBehind;
    std::pop_heap(best_.begin(), best_.end(), before);
    best_.back() = offered_;
  } else {
    best_.push_back(offered_);
  }
  std::push_heap(best_.begin(), best_.end(), before);
  return Offered::kTaken;
}

std::vector<FoundTrial> TopTrials::Take() {
  std::sort_heap(best_.begin(), best_.end(),
                 [this](const Entry& a, const Entry& b) { return Before(a, b); });
  if (has_more()) best_.pop_back();
  std::vector<FoundTrial> trials;
  trials.reserve(best_.size());
  for (const Entry& entry : best_) {
    trials.push_back({entry.address,
                      entry.score,
                      {{entry.values.begin(), entry.values.end()}, std::string(entry.id())}});
  }
  best_.clear();
  return trials;
}

}  // namespace trialdex
