#include "libs/index/matching/rare_word.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "libs/index/matching/part_list.h"
#include "libs/index/scoring/relevance.h"

namespace trialdex {
namespace {

// The most documents that a form of a rare word is in. Of more, putting them in order costs as
// much as many searches, and finding the segments' lists little beside using them.
constexpr double kMostDocuments = 4096;

struct RareTrial {
  DocAddress address;
  // As in PartList.
  float part = 0;
};

// What is kept of a word.
struct RareWord {
  // False if it was asked for once only.
  bool in_order = false;
  // By part, highest first, then by id.
  std::vector<RareTrial> trials;

  size_t byte_size() const { return sizeof(*this) + trials.capacity() * sizeof(RareTrial); }
};

const PreparedQuery::Terms& TermsOf(const SearchTask& task) {
  return task.query.terms(task.query.root());
}

// What a part of 1 scores.
double FactorOf(const SearchTask& task) {
  return static_cast<double>(task.query.root().boost) * ScoreFactorOf(TermsOf(task).rarity);
}

bool IsBestFirst(const std::vector<SortKey>& order) {
  return order.size() == 2 && order[0].kind == SortKey::Kind::kRelevance && order[0].descending &&
         order[1].kind == SortKey::Kind::kId && !order[1].descending;
}

std::shared_ptr<const RareWord> FindKept(const SearchTask& task) {
  return task.snapshot.cache().Find<RareWord>(task.snapshot.cache_owner(), TermsOf(task).key);
}

struct NamedTrial {
  RareTrial trial;
  absl::string_view id;
};

// `named` as RareWord has them.
std::vector<RareTrial> InOrder(const std::vector<NamedTrial>& named) {
  // Numbers are sorted several times faster than what they stand for. The bits of a positive float
  // grow with it; those below say whose they are.
  std::vector<uint64_t> keys;
  keys.reserve(named.size());
  for (const NamedTrial& each : named) {
    keys.push_back(uint64_t{~std::bit_cast<uint32_t>(each.trial.part)} << 32 | keys.size());
  }
  std::sort(keys.begin(), keys.end());
  const auto of = [&named](uint64_t key) -> const NamedTrial& {
    return named[static_cast<uint32_t>(key)];
  };
  for (auto first = keys.begin(); first != keys.end();) {
    const auto end = std::find_if(
        first, keys.end(), [part = *first >> 32](uint64_t key) { return key >> 32 != part; });
    std::sort(first, end, [&of](uint64_t a, uint64_t b) { return of(a).id < of(b).id; });
    first = end;
  }
  std::vector<RareTrial> trials;
  trials.reserve(named.size());
  for (const uint64_t key : keys) trials.push_back(of(key).trial);
  return trials;
}

}  // namespace

bool IsForRareWord(const SearchTask& task) {
  if (task.query.root().kind != QueryNode::Kind::kWord || !task.factors.empty() ||
      task.search.filter.kind != FilterNode::Kind::kAll || task.range.keep_query_matches ||
      !IsBestFirst(task.search.order)) {
    return false;
  }
  const auto trials = static_cast<double>(task.snapshot.trial_count());
  // Where all score the same, parts do not tell the order.
  return FactorOf(task) > 0 &&
         TermsOf(task).rarity >= InverseDocumentFrequency(trials, kMostDocuments);
}

bool ReadRareWord(const SearchTask& task, FoundPage& page) {
  const std::shared_ptr<const RareWord> kept = FindKept(task);
  if (kept == nullptr || !kept->in_order) return false;
  const auto score_of = [factor = FactorOf(task)](const RareTrial& trial) {
    return factor * static_cast<double>(trial.part);
  };
  auto next = kept->trials.begin();
  if (const SortPlace* const after = task.range.after; after != nullptr) {
    next = std::partition_point(next, kept->trials.end(), [&](const RareTrial& trial) {
      const SortValue value = ~SortValueOf(score_of(trial));
      if (value != after->values.front()) return value < after->values.front();
      return task.snapshot.id(trial.address) <= after->id;
    });
  }
  const auto left = static_cast<size_t>(kept->trials.end() - next);
  page.total = static_cast<int64_t>(kept->trials.size());
  page.has_more = left > task.range.limit;
  page.trials.resize(std::min(left, task.range.limit));
  for (FoundTrial& found : page.trials) {
    found.address = next->address;
    found.score = score_of(*next);
    found.place.values.push_back(~SortValueOf(found.score));
    const absl::string_view id = task.snapshot.id(found.address);
    found.place.id.assign(id.data(), id.size());
    ++next;
  }
  return true;
}

void KeepRareWord(const SearchTask& task) {
  const CacheKey& key = TermsOf(task).key;
  RareWord word;
  word.in_order = FindKept(task) != nullptr;
  std::vector<NamedTrial> trials;
  for (uint32_t segment = 0; word.in_order && segment < task.snapshot.segments().size();
       ++segment) {
    const SegmentView& view = *task.snapshot.segments()[segment];
    const auto list = view.segment().cache().Find<PartList>(view.segment().cache_owner(), key);
    if (list == nullptr) return;
    list->ForEach([&](uint32_t doc, float part) {
      if (!view.live().Contains(doc)) return;
      trials.push_back({{{segment, doc}, part}, view.segment().columns().id(doc)});
    });
  }
  word.trials = InOrder(trials);
  task.snapshot.cache().Replace(task.snapshot.cache_owner(), key,
                                std::make_shared<const RareWord>(std::move(word)));
}

}  // namespace trialdex
