#include "libs/index/matching/first_use.h"

#include "libs/base/parallel_for.h"
#include "libs/index/matching/list_uses.h"

namespace trialdex {
namespace {

// The list of a frequent word takes 60 ns for each trial that has it, a thread some 50 us.
constexpr int64_t kFewTrials = 20'000;

}  // namespace

bool IsFirstUse(const SearchTask& task) {
  if (task.snapshot.trial_count() < kFewTrials) return false;
  return NeedsLists(task.query, task.snapshot.segments().front()->segment());
}

std::vector<std::unique_ptr<SegmentSearch>> OpenSegments(const SearchTask& task) {
  std::vector<std::unique_ptr<SegmentSearch>> searches(task.snapshot.segments().size());
  ParallelFor(searches.size(), [&](size_t segment) {
    searches[segment] = std::make_unique<SegmentSearch>(task, segment);
    // Run tries again, and answers with the error.
    searches[segment]->OpenForFirstUse().IgnoreError();
  });
  return searches;
}

}  // namespace trialdex
