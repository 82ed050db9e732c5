#include "libs/index/query_matcher.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/column_tilt.h"
#include "libs/index/filter_matcher.h"
#include "libs/index/pattern_resolver.h"
#include "libs/index/phrase_matcher.h"
#include "libs/index/same_site_reader.h"
#include "libs/index/sorted_docs.h"
#include "libs/index/word_matcher.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

ScoredDocs Unscored(const DocSet& set) {
  ScoredDocs all;
  all.docs.reserve(set.Count());
  set.ForEach([&all](uint32_t doc) { all.docs.push_back(doc); });
  all.scores.resize(all.docs.size());
  return all;
}

// Adds to each of `docs` what `part` scores it, if it has it.
void AddScores(const ScoredDocs& part, const std::vector<uint32_t>& docs,
               std::vector<double>& scores) {
  size_t at = 0;
  for (size_t i = 0; i < docs.size(); ++i) {
    at = SkipTo(part.docs, at, docs[i]);
    if (at == part.docs.size()) return;
    if (part.docs[at] == docs[i]) scores[i] += part.scores[at];
  }
}

// Phrases and sites are looked for last, among what the other parts have left.
bool IsCostly(const QueryNode& node) {
  return node.kind == Kind::kPhrase || node.kind == Kind::kSameSite;
}

}  // namespace

QueryMatcher::Result QueryMatcher::Match(const QueryNode& node, Within within) {
  if (out_of_time_()) return OutOfTimeError();
  Result matches = MatchUnboosted(node, within);
  if (!matches.ok() || node.boost == 1.0F) return matches;
  auto boosted = std::make_shared<ScoredDocs>(**matches);
  for (double& score : boosted->scores) score *= static_cast<double>(node.boost);
  return boosted;
}

QueryMatcher::Result QueryMatcher::MatchUnboosted(const QueryNode& node, Within within) {
  switch (node.kind) {
    case Kind::kAll:
      return MatchAll();
    case Kind::kNone:
      return std::make_shared<const ScoredDocs>();
    case Kind::kWord:
    case Kind::kPhrase: {
      if (!HasPattern(node)) return MatchTerms(node, within);
      ASSIGN_OR_RETURN(const QueryNode resolved, ResolvePatterns(node, snapshot_, out_of_time_));
      return MatchTerms(resolved, within);
    }
    case Kind::kAnd:
      return MatchAnd(node, within);
    case Kind::kOr:
      return MatchOr(node, within, /*best=*/false);
    case Kind::kBest:
      return MatchOr(node, within, /*best=*/true);
    case Kind::kFilter:
      return MatchFilterNode(node.filter.front());
    case Kind::kSink:
      return MatchSink(node, within);
    case Kind::kSameSite: {
      ASSIGN_OR_RETURN(ScoredDocs matches, MatchSameSite(node.children.front(), snapshot_, segment_,
                                                         within, out_of_time_));
      return std::make_shared<const ScoredDocs>(std::move(matches));
    }
    case Kind::kTilt:
      return MatchTilt(node, within);
    case Kind::kNot:
      break;  // Is handled by its parent.
  }
  return absl::InternalError(
      absl::StrCat("query node of kind ", static_cast<int>(node.kind), " in a wrong place"));
}

QueryMatcher::Result QueryMatcher::MatchAll() {
  return snapshot_.cache().FindOrMake<ScoredDocs>(
      snapshot_.cache_owner(), absl::StrCat("a", segment_),
      [this]() -> absl::StatusOr<ScoredDocs> { return Unscored(view_.live()); });
}

QueryMatcher::Result QueryMatcher::MatchFilterNode(const FilterNode& filter) {
  ASSIGN_OR_RETURN(DocSet set, MatchFilter(filter, view_.segment()));
  set.IntersectWith(view_.live());
  return std::make_shared<const ScoredDocs>(Unscored(set));
}

QueryMatcher::Result QueryMatcher::MatchSink(const QueryNode& node, Within within) {
  ASSIGN_OR_RETURN(const auto part, Match(node.children.front(), within));
  ASSIGN_OR_RETURN(const DocSet sunk, MatchFilter(node.filter.front(), view_.segment()));
  auto matches = std::make_shared<ScoredDocs>(*part);
  for (size_t i = 0; i < matches->docs.size(); ++i) {
    if (sunk.Contains(matches->docs[i])) matches->scores[i] *= static_cast<double>(node.sink);
  }
  return matches;
}

QueryMatcher::Result QueryMatcher::MatchAnd(const QueryNode& node, Within within) {
  // By the child's place in the query, so that scores are added in that order.
  std::vector<std::shared_ptr<const ScoredDocs>> parts(node.children.size());
  std::vector<const ScoredDocs*> by_size;
  for (size_t i = 0; i < node.children.size(); ++i) {
    const QueryNode& child = node.children[i];
    if (child.kind == Kind::kNot || IsCostly(child)) continue;
    ASSIGN_OR_RETURN(parts[i], Match(child, within));
    by_size.push_back(parts[i].get());
  }
  std::sort(by_size.begin(), by_size.end(), [](const ScoredDocs* a, const ScoredDocs* b) {
    return a->docs.size() < b->docs.size();
  });

  auto matches = std::make_shared<ScoredDocs>();
  std::vector<uint32_t>& docs = matches->docs;
  bool restricted = within != nullptr;
  if (restricted) docs = *within;
  const auto restrict_to = [&](const ScoredDocs& part) {
    if (restricted) {
      Restrict(docs, part.docs);
    } else {
      docs = part.docs;
    }
    restricted = true;
  };
  for (const ScoredDocs* part : by_size) restrict_to(*part);
  for (size_t i = 0; i < node.children.size(); ++i) {
    if (!IsCostly(node.children[i])) continue;
    ASSIGN_OR_RETURN(parts[i], Match(node.children[i], restricted ? &docs : nullptr));
    restrict_to(*parts[i]);
  }
  for (const QueryNode& child : node.children) {
    if (child.kind != Kind::kNot) continue;
    ASSIGN_OR_RETURN(const auto excluded, Match(child.children.front(), &docs));
    Restrict(docs, excluded->docs, /*negate=*/true);
  }

  matches->scores.resize(docs.size());
  for (const auto& part : parts) {
    if (part != nullptr) AddScores(*part, docs, matches->scores);
  }
  if (docs.empty()) return matches;
  for (const QueryNode& optional : node.optional) {
    ASSIGN_OR_RETURN(const auto part, Match(optional, &docs));
    AddScores(*part, docs, matches->scores);
  }
  return matches;
}

QueryMatcher::Result QueryMatcher::MatchOr(const QueryNode& node, Within within, bool best) {
  if (node.children.size() == 1) return Match(node.children.front(), within);
  if (within != nullptr) return MatchOrWithin(node, *within, best);
  std::unique_ptr<ScoreBuffer> sums = buffers_.Borrow();
  for (const QueryNode& child : node.children) {
    ASSIGN_OR_RETURN(const auto part, Match(child, within));
    for (size_t i = 0; i < part->docs.size(); ++i) {
      if (best) {
        sums->RaiseTo(part->docs[i], part->scores[i]);
      } else {
        sums->Add(part->docs[i], part->scores[i]);
      }
    }
  }
  auto matches = std::make_shared<const ScoredDocs>(
      sums->Take(view_.live(), [](double score) { return score; }));
  buffers_.GiveBack(std::move(sums));
  return matches;
}

// Costs what `within` does, however large the parts are.
QueryMatcher::Result QueryMatcher::MatchOrWithin(const QueryNode& node,
                                                 const std::vector<uint32_t>& within, bool best) {
  std::vector<double> scores(within.size());
  std::vector<bool> found(within.size());
  for (const QueryNode& child : node.children) {
    ASSIGN_OR_RETURN(const auto part, Match(child, &within));
    size_t at = 0;
    for (size_t i = 0; i < within.size(); ++i) {
      at = SkipTo(part->docs, at, within[i]);
      if (at == part->docs.size()) break;
      if (part->docs[at] != within[i]) continue;
      scores[i] = best ? std::max(scores[i], part->scores[at]) : scores[i] + part->scores[at];
      found[i] = true;
    }
  }
  auto matches = std::make_shared<ScoredDocs>();
  for (size_t i = 0; i < within.size(); ++i) {
    if (found[i]) matches->Add(within[i], scores[i]);
  }
  return matches;
}

QueryMatcher::Result QueryMatcher::MatchTerms(const QueryNode& node, Within within) {
  if (node.kind == Kind::kWord) {
    return MatchWord(node, snapshot_, segment_, buffers_, out_of_time_);
  }
  ASSIGN_OR_RETURN(ScoredDocs matches,
                   MatchPhrase(node, snapshot_, segment_, within, out_of_time_));
  return std::make_shared<const ScoredDocs>(std::move(matches));
}

QueryMatcher::Result QueryMatcher::MatchTilt(const QueryNode& node, Within within) {
  ASSIGN_OR_RETURN(const auto matches, Match(node.children.front(), within));
  ASSIGN_OR_RETURN(const ColumnTilt tilt, ColumnTilt::Over(node.tilt, snapshot_));
  auto tilted = std::make_shared<ScoredDocs>(*matches);
  for (size_t i = 0; i < tilted->docs.size(); ++i) {
    tilted->scores[i] *= tilt.Factor(view_.segment().columns(), tilted->docs[i]);
  }
  return tilted;
}

}  // namespace trialdex
