#include "libs/index/global_ordinals.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {

absl::StatusOr<std::shared_ptr<const GlobalOrdinals>> GlobalOrdinals::Of(
    const IndexSnapshot& snapshot, KeywordField field) {
  const auto make = [&]() -> absl::StatusOr<GlobalOrdinals> {
    GlobalOrdinals all;
    for (const auto& view : snapshot.segments()) {
      ASSIGN_OR_RETURN(auto ordinals, view->segment().Ordinals(field));
      all.segments_.push_back(std::move(ordinals));
    }
    all.Merge();
    return all;
  };
  return snapshot.cache().FindOrMake<GlobalOrdinals>(snapshot.cache_owner(),
                                                     absl::StrCat("o", InfoOf(field).name), make);
}

// Takes the lowest head of all segments' sorted values, again and again.
void GlobalOrdinals::Merge() {
  struct Head {
    absl::string_view normal;
    Value value;
  };
  // Negated: the lowest is on top of the heap.
  const auto after = [](const Head& a, const Head& b) {
    return std::pair(a.normal, a.value.segment) > std::pair(b.normal, b.value.segment);
  };
  std::vector<Head> heads;
  from_segment_.resize(segments_.size());
  for (uint32_t segment = 0; segment < segments_.size(); ++segment) {
    from_segment_[segment].reserve(segments_[segment]->value_count());
    if (segments_[segment]->value_count() == 0) continue;
    heads.push_back({segments_[segment]->normal(0), {segment, 0}});
  }
  std::make_heap(heads.begin(), heads.end(), after);
  const auto display_frequency = [this](Value value) {
    return segments_[value.segment]->display_frequency(value.ordinal);
  };
  while (!heads.empty()) {
    std::pop_heap(heads.begin(), heads.end(), after);
    Head& head = heads.back();
    const KeywordOrdinals& from = *segments_[head.value.segment];
    if (values_.empty() || normal(value_count() - 1) != head.normal) {
      values_.push_back(head.value);
    } else if (display_frequency(head.value) > display_frequency(values_.back())) {
      values_.back() = head.value;
    }
    from_segment_[head.value.segment].push_back(value_count() - 1);
    if (++head.value.ordinal == from.value_count()) {
      heads.pop_back();
      continue;
    }
    head.normal = from.normal(head.value.ordinal);
    std::push_heap(heads.begin(), heads.end(), after);
  }
}

size_t GlobalOrdinals::byte_size() const {
  size_t bytes = sizeof(*this) + values_.capacity() * sizeof(Value);
  for (const auto& map : from_segment_) bytes += map.capacity() * sizeof(uint32_t);
  return bytes;
}

}  // namespace trialdex
