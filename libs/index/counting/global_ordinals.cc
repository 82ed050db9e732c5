#include "libs/index/counting/global_ordinals.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/parallel_for.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

// The longest to make come first: they are dealt out to the processors in this order.
constexpr std::array<KeywordField, 12> kUsualFields = {
    KeywordField::kIntervention,   KeywordField::kCondition,    KeywordField::kSponsor,
    KeywordField::kCountry,        KeywordField::kStandardAge,  KeywordField::kPhase,
    KeywordField::kOverallStatus,  KeywordField::kStudyType,    KeywordField::kSex,
    KeywordField::kPrimaryPurpose, KeywordField::kSponsorClass, KeywordField::kHasResults};

std::string KeyOf(KeywordField field) { return absl::StrCat("o", InfoOf(field).name); }

}  // namespace

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
  return snapshot.cache().FindOrMake<GlobalOrdinals>(snapshot.cache_owner(), KeyOf(field), make);
}

void GlobalOrdinals::MakeReady(const IndexSnapshot& snapshot, const IndexSnapshot* previous) {
  std::vector<KeywordField> fields;
  if (previous == nullptr) {
    fields.assign(kUsualFields.begin(), kUsualFields.end());
  } else {
    for (const KeywordInfo& info : AllKeywordFields()) {
      const auto kept =
          previous->cache().Find<GlobalOrdinals>(previous->cache_owner(), KeyOf(info.field));
      if (kept != nullptr) fields.push_back(info.field);
    }
  }
  ParallelFor(fields.size(), [&](size_t i) { Of(snapshot, fields[i]).status().IgnoreError(); });
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
    std::vector<uint32_t>& global = from_segment_[head.value.segment];
    // Most values are of one large segment: as long as it has the lowest, the heap rests.
    bool is_lowest = true;
    while (is_lowest) {
      if (values_.empty() || normal(value_count() - 1) != head.normal) {
        values_.push_back(head.value);
      } else if (display_frequency(head.value) > display_frequency(values_.back())) {
        values_.back() = head.value;
      }
      global.push_back(value_count() - 1);
      if (++head.value.ordinal == from.value_count()) break;
      head.normal = from.normal(head.value.ordinal);
      is_lowest = heads.size() == 1 || after(heads.front(), head);
    }
    if (is_lowest) {
      heads.pop_back();
    } else {
      std::push_heap(heads.begin(), heads.end(), after);
    }
  }
}

size_t GlobalOrdinals::byte_size() const {
  size_t bytes = sizeof(*this) + values_.capacity() * sizeof(Value);
  for (const auto& map : from_segment_) bytes += map.capacity() * sizeof(uint32_t);
  return bytes;
}

}  // namespace trialdex
