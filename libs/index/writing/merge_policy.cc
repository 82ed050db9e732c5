#include "libs/index/writing/merge_policy.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace trialdex {
namespace {

constexpr double kMostDeleted = 0.5;

// Segments of one level differ in size by less than the merge factor; the small ones are level 0.
int LevelOf(uint64_t bytes, const MergePolicyOptions& options) {
  if (bytes < options.min_bytes) return 0;
  const double times = static_cast<double>(bytes) / static_cast<double>(options.min_bytes);
  return 1 +
         static_cast<int>(std::log(times) / std::log(static_cast<double>(options.merge_factor)));
}

}  // namespace

std::vector<size_t> PickMerge(const std::vector<MergeCandidate>& segments,
                              const MergePolicyOptions& options) {
  std::map<int, std::vector<size_t>> levels;
  for (size_t i = 0; i < segments.size(); ++i) {
    if (!segments[i].busy) levels[LevelOf(segments[i].live_bytes, options)].push_back(i);
  }
  for (auto& [level, members] : levels) {
    if (members.size() < options.merge_factor) continue;
    // The smallest first, and as many as the result may hold.
    std::sort(members.begin(), members.end(),
              [&](size_t a, size_t b) { return segments[a].live_bytes < segments[b].live_bytes; });
    std::vector<size_t> picked;
    uint64_t bytes = 0;
    for (const size_t i : members) {
      bytes += segments[i].live_bytes;
      if (bytes > options.max_bytes || picked.size() == options.merge_factor) break;
      picked.push_back(i);
    }
    if (picked.size() < 2) continue;
    std::sort(picked.begin(), picked.end());
    return picked;
  }
  for (size_t i = 0; i < segments.size(); ++i) {
    if (!segments[i].busy && segments[i].deleted_share > kMostDeleted) return {i};
  }
  return {};
}

}  // namespace trialdex
