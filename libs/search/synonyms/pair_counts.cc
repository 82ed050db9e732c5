#include "libs/search/synonyms/pair_counts.h"

#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libs/base/status_macros.h"
#include "xxhash.h"

namespace trialdex {
namespace {

absl::Status ForEachPairTerm(const IndexSnapshot& snapshot, TermPairKind kind,
                             absl::FunctionRef<void(absl::string_view term, uint32_t trials)> fn) {
  for (const auto& view : snapshot.segments()) {
    RETURN_IF_ERROR(view->segment().files().ForEachTerm(
        TermField::kKeyword, TermPairPrefix(kind), [&](absl::string_view term, uint32_t trials) {
          fn(term, trials);
          return true;
        }));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<CountedPair>> CountPairs(const IndexSnapshot& snapshot,
                                                    TermPairKind kind, uint32_t min_trials) {
  const auto digest_of = [](absl::string_view term) {
    return XXH3_64bits(term.data(), term.size());
  };
  absl::flat_hash_map<uint64_t, uint32_t> trials_of;
  RETURN_IF_ERROR(ForEachPairTerm(snapshot, kind, [&](absl::string_view term, uint32_t trials) {
    trials_of[digest_of(term)] += trials;
  }));

  std::vector<CountedPair> pairs;
  absl::flat_hash_set<uint64_t> taken;
  RETURN_IF_ERROR(ForEachPairTerm(snapshot, kind, [&](absl::string_view term, uint32_t) {
    const uint64_t digest = digest_of(term);
    const uint32_t trials = trials_of[digest];
    if (trials < min_trials || !taken.insert(digest).second) return;
    const std::optional<TermPair> pair = ParseTermPair(term);
    if (!pair.has_value()) return;
    pairs.push_back({std::string(pair->first), std::string(pair->second), trials});
  }));
  return pairs;
}

}  // namespace trialdex
