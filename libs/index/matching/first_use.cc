#include "libs/index/matching/first_use.h"

#include <algorithm>

#include "libs/base/parallel_for.h"
#include "libs/index/matching/part_list.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

// The list of a frequent word takes 60 ns for each trial that has it, a thread some 50 us.
constexpr int64_t kFewTrials = 20'000;

// What is known of a node in one segment, without reading.
enum class Known { kNothing, kEmpty, kLists };

class Kept {
 public:
  Kept(const PreparedQuery& query, const Segment& segment) : query_(query), segment_(segment) {}

  Known Of(const QueryNode& node) const {
    switch (node.kind) {
      case Kind::kWord:
        return OfList(query_.terms(node).key);
      case Kind::kPhrase:
        return OfPhrase(query_.terms(node));
      case Kind::kAnd:
        return OfAnd(node);
      case Kind::kSameSite:
        return Known::kLists;
      default:
        return OfAny(node);
    }
  }

 private:
  Known OfList(const CacheKey& key) const {
    const auto list = segment_.cache().Find<PartList>(segment_.cache_owner(), key);
    if (list == nullptr) return Known::kNothing;
    return list->size() == 0 ? Known::kEmpty : Known::kLists;
  }

  // A phrase in many documents may have lists of its words only.
  Known OfPhrase(const PreparedQuery::Terms& terms) const {
    const Known own = OfList(terms.key);
    if (own != Known::kNothing) return own;
    const bool all =
        std::all_of(terms.place_keys.begin(), terms.place_keys.end(),
                    [this](const CacheKey& key) { return OfList(key) != Known::kNothing; });
    return all ? Known::kLists : Known::kNothing;
  }

  // Where a required part is empty the others are not read, and so never kept. Words and phrases
  // are read first.
  Known OfAnd(const QueryNode& node) const {
    for (const bool leaves : {true, false}) {
      for (const QueryNode& child : node.children) {
        if (child.kind == Kind::kNot || IsLeaf(child) != leaves) continue;
        if (const Known known = Of(child); known != Known::kLists) return known;
      }
    }
    const auto unknown = [this](const QueryNode& child) { return Of(child) == Known::kNothing; };
    const bool any = std::any_of(node.children.begin(), node.children.end(), unknown) ||
                     std::any_of(node.optional.begin(), node.optional.end(), unknown);
    return any ? Known::kNothing : Known::kLists;
  }

  Known OfAny(const QueryNode& node) const {
    Known all = node.children.empty() ? Known::kLists : Known::kEmpty;
    for (const QueryNode& child : node.children) {
      const Known known = Of(child);
      if (known == Known::kNothing) return known;
      if (known == Known::kLists) all = known;
    }
    return all;
  }

  const PreparedQuery& query_;
  const Segment& segment_;
};

}  // namespace

bool IsFirstUse(const SearchTask& task) {
  const auto& segments = task.snapshot.segments();
  if (segments.size() < 2 || task.snapshot.trial_count() < kFewTrials) return false;
  return Kept(task.query, segments.front()->segment()).Of(task.query.root()) == Known::kNothing;
}

std::vector<std::unique_ptr<SegmentSearch>> OpenSegments(const SearchTask& task) {
  std::vector<std::unique_ptr<SegmentSearch>> searches(task.snapshot.segments().size());
  ParallelFor(searches.size(), [&](size_t segment) {
    searches[segment] = std::make_unique<SegmentSearch>(task, segment);
    // Run tries again, and answers with the error.
    searches[segment]->Open().IgnoreError();
  });
  return searches;
}

}  // namespace trialdex
