#include "libs/search/related/related_candidates.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>

#include "libs/base/status_macros.h"
#include "libs/index/matching/filter_matcher.h"
#include "libs/index/matching/query_matcher.h"

namespace trialdex {
namespace {

constexpr std::array<double, 3> kWeights = {kConditionsWeight, kInterventionsWeight, kTextWeight};

using Part = std::shared_ptr<const ScoredDocs>;
using Parts = std::array<Part, 3>;

bool Better(const RelatedCandidate& a, const RelatedCandidate& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.address.segment != b.address.segment) return a.address.segment < b.address.segment;
  return a.address.doc < b.address.doc;
}

absl::StatusOr<Parts> MatchParts(const RelatedQuery& query, const IndexSnapshot& snapshot,
                                 size_t segment, const OutOfTime& out_of_time) {
  QueryMatcher matcher(snapshot, segment, out_of_time);
  Parts parts;
  ASSIGN_OR_RETURN(parts[0], matcher.Match(query.conditions.query));
  ASSIGN_OR_RETURN(parts[1], matcher.Match(query.interventions.query));
  ASSIGN_OR_RETURN(parts[2], matcher.Match(query.text.query));
  return parts;
}

double ScoreOf(const ScoredDocs& scored, uint32_t doc) {
  const auto found = std::lower_bound(scored.docs.begin(), scored.docs.end(), doc);
  if (found == scored.docs.end() || *found != doc) return 0;
  return scored.scores[static_cast<size_t>(found - scored.docs.begin())];
}

// Calls `visit` with each document of any part and its score in each.
template <typename Visit>
void ForEachDoc(const Parts& parts, Visit visit) {
  std::array<size_t, 3> at = {};
  while (true) {
    uint32_t doc = std::numeric_limits<uint32_t>::max();
    for (size_t i = 0; i < parts.size(); ++i) {
      if (at[i] < parts[i]->docs.size()) doc = std::min(doc, parts[i]->docs[at[i]]);
    }
    if (doc == std::numeric_limits<uint32_t>::max()) return;
    std::array<double, 3> scores = {};
    for (size_t i = 0; i < parts.size(); ++i) {
      if (at[i] == parts[i]->docs.size() || parts[i]->docs[at[i]] != doc) continue;
      scores[i] = parts[i]->scores[at[i]++];
    }
    visit(doc, scores);
  }
}

}  // namespace

absl::StatusOr<RelatedCandidates> FindCandidates(const RelatedQuery& query, DocAddress source,
                                                 const FilterNode& selected, size_t limit,
                                                 const IndexSnapshot& snapshot,
                                                 const OutOfTime& out_of_time) {
  std::vector<Parts> matches(snapshot.segments().size());
  for (size_t segment = 0; segment < matches.size(); ++segment) {
    ASSIGN_OR_RETURN(matches[segment], MatchParts(query, snapshot, segment, out_of_time));
  }
  RelatedCandidates candidates;
  std::array<double, 3> own = {};
  for (size_t i = 0; i < own.size(); ++i) {
    own[i] = ScoreOf(*matches[source.segment][i], source.doc);
    candidates.has[i] = own[i] > 0;
  }
  std::vector<RelatedCandidate>& best = candidates.best;
  for (uint32_t segment = 0; segment < matches.size(); ++segment) {
    ASSIGN_OR_RETURN(const DocSet docs,
                     MatchFilter(selected, snapshot.segments()[segment]->segment()));
    ForEachDoc(matches[segment], [&](uint32_t doc, const std::array<double, 3>& scores) {
      if (!docs.Contains(doc)) return;
      RelatedCandidate candidate{{segment, doc}};
      for (size_t i = 0; i < own.size(); ++i) {
        if (own[i] > 0) candidate.words[i] = std::min(1.0, scores[i] / own[i]);
        candidate.score += kWeights[i] * candidate.words[i];
      }
      best.push_back(candidate);
      // Twice as many as wanted, then down to these: cheaper than a heap.
      if (best.size() < 2 * limit) return;
      std::nth_element(best.begin(), best.begin() + static_cast<ptrdiff_t>(limit), best.end(),
                       Better);
      best.resize(limit);
    });
  }
  std::sort(best.begin(), best.end(), Better);
  if (best.size() > limit) best.resize(limit);
  return candidates;
}

}  // namespace trialdex
