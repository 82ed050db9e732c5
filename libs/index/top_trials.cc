#include "libs/index/top_trials.h"

#include <algorithm>
#include <utility>

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
      limit_(limit),
      after_(after),
      scratch_(keys_.size()) {
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
      value = columns.sort_value(keys_[key].column, doc);
      break;
  }
  // Missing values come last in either direction.
  return keys_[key].descending && value != kMissing ? ~value : value;
}

int TopTrials::CompareIds(absl::string_view a, absl::string_view b) const {
  return ids_descend_ ? b.compare(a) : a.compare(b);
}

int TopTrials::CompareScratch(const SortPlace& place, absl::string_view id) const {
  for (size_t i = 0; i < scratch_.size(); ++i) {
    if (scratch_[i] != place.values[i]) return scratch_[i] < place.values[i] ? -1 : 1;
  }
  return CompareIds(id, place.id);
}

bool TopTrials::Before(const FoundTrial& a, const FoundTrial& b) const {
  if (a.place.values != b.place.values) return a.place.values < b.place.values;
  return CompareIds(a.place.id, b.place.id) < 0;
}

void TopTrials::Offer(uint32_t segment, const SegmentColumns& columns, uint32_t doc, double score) {
  for (size_t i = 0; i < keys_.size(); ++i) {
    scratch_[i] = ValueOf(i, columns, doc, score);
  }
  if (after_ != nullptr && CompareScratch(*after_, columns.id(doc)) <= 0) return;
  ++count_after_;
  if (limit_ == 0) return;
  const auto before = [this](const FoundTrial& a, const FoundTrial& b) { return Before(a, b); };
  if (best_.size() == limit_) {
    if (CompareScratch(best_.front().place, columns.id(doc)) >= 0) return;
    std::pop_heap(best_.begin(), best_.end(), before);
    best_.pop_back();
  }
  best_.push_back({{segment, doc}, score, {scratch_, std::string(columns.id(doc))}});
  std::push_heap(best_.begin(), best_.end(), before);
}

std::vector<FoundTrial> TopTrials::Take() {
  std::sort_heap(best_.begin(), best_.end(),
                 [this](const FoundTrial& a, const FoundTrial& b) { return Before(a, b); });
  return std::exchange(best_, {});
}

}  // namespace trialdex
