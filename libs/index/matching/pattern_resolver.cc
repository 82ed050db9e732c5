#include "libs/index/matching/pattern_resolver.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/terms/term_pattern.h"

namespace trialdex {
namespace {

// Terms of one segment that are compared with those of others: many more than
// are taken, so that what is frequent over all is among them.
constexpr size_t kMaxSegmentTerms = size_t{1} << 13;

struct ResolvedPattern {
  std::vector<Alternative> alternatives;

  size_t byte_size() const {
    size_t bytes = sizeof(*this);
    for (const Alternative& alternative : alternatives) {
      bytes += sizeof(alternative) + alternative.term.capacity();
    }
    return bytes;
  }
};

absl::StatusOr<ResolvedPattern> Resolve(const TermPattern& pattern, const IndexSnapshot& snapshot,
                                        const OutOfTime& out_of_time) {
  // Keeps the terms of the segments alive.
  std::vector<std::shared_ptr<const TermList>> lists;
  absl::flat_hash_map<absl::string_view, PatternMatch> found;
  for (const auto& view : snapshot.segments()) {
    if (out_of_time()) return OutOfTimeError();
    ASSIGN_OR_RETURN(const auto terms, view->segment().Terms(LiteralPrefix(pattern), out_of_time));
    lists.push_back(terms);
    ASSIGN_OR_RETURN(const std::vector<PatternMatch> matches,
                     FindTerms(pattern, *terms, kMaxSegmentTerms, out_of_time));
    for (const PatternMatch& match : matches) {
      const auto [at, added] = found.try_emplace(match.term, match);
      if (!added) at->second.document_frequency += match.document_frequency;
    }
  }
  std::vector<PatternMatch> best;
  best.reserve(found.size());
  for (const auto& [term, match] : found) best.push_back(match);
  std::sort(best.begin(), best.end(), IsBetter);
  best.resize(std::min(best.size(), kMaxPatternTerms));
  ResolvedPattern resolved;
  for (const PatternMatch& match : best) {
    resolved.alternatives.push_back(
        {std::string(match.term), 1.0F / static_cast<float>(1 + match.edits), LetterCase::kAny});
  }
  return resolved;
}

std::string KeyOf(const TermPattern& pattern) {
  return absl::StrCat("s", static_cast<int>(pattern.kind), pattern.max_edits, pattern.text);
}

}  // namespace

bool HasPattern(const QueryNode& node) {
  return std::any_of(node.places.begin(), node.places.end(),
                     [](const Place& place) { return place.pattern.has_value(); });
}

absl::StatusOr<QueryNode> ResolvePatterns(const QueryNode& node, const IndexSnapshot& snapshot,
                                          const OutOfTime& out_of_time) {
  QueryNode resolved = node;
  for (Place& place : resolved.places) {
    if (!place.pattern.has_value()) continue;
    const TermPattern pattern = *std::exchange(place.pattern, std::nullopt);
    ASSIGN_OR_RETURN(const auto terms, snapshot.cache().FindOrMake<ResolvedPattern>(
                                           snapshot.cache_owner(), KeyOf(pattern), [&] {
                                             return Resolve(pattern, snapshot, out_of_time);
                                           }));
    const size_t given = place.alternatives.size();
    for (const Alternative& alternative : terms->alternatives) {
      const auto end = place.alternatives.begin() + static_cast<ptrdiff_t>(given);
      const bool known = std::any_of(place.alternatives.begin(), end, [&](const Alternative& held) {
        return held.term == alternative.term;
      });
      if (!known) place.alternatives.push_back(alternative);
    }
  }
  return resolved;
}

absl::StatusOr<QueryNode> ResolveAllPatterns(QueryNode query, const IndexSnapshot& snapshot,
                                             const OutOfTime& out_of_time) {
  if (HasPattern(query)) {
    ASSIGN_OR_RETURN(query, ResolvePatterns(query, snapshot, out_of_time));
  }
  for (std::vector<QueryNode>* nodes : {&query.children, &query.optional}) {
    for (QueryNode& node : *nodes) {
      ASSIGN_OR_RETURN(node, ResolveAllPatterns(std::move(node), snapshot, out_of_time));
    }
  }
  return query;
}

}  // namespace trialdex
