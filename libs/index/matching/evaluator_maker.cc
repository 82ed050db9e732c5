#include "libs/index/matching/evaluator_maker.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/matching/and_evaluator.h"
#include "libs/index/matching/composite_evaluators.h"
#include "libs/index/matching/leaf_evaluators.h"
#include "libs/index/matching/list_and_evaluator.h"
#include "libs/index/matching/list_sum_evaluator.h"
#include "libs/index/matching/phrase_evaluator.h"
#include "libs/index/matching/selected_docs.h"
#include "libs/index/scoring/column_tilt.h"
#include "libs/index/sites/same_site_evaluator.h"
#include "libs/index/sites/site_matches.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;
using Made = absl::StatusOr<std::unique_ptr<Evaluator>>;

// A phrase in so few documents is looked for in all of them, once and for all: at most
// a millisecond.
constexpr size_t kFewDocs = 2048;

class Maker {
 public:
  Maker(const PreparedQuery& query, const SegmentScope& scope)
      : query_(query),
        scope_(scope),
        view_(*scope.snapshot.segments()[scope.segment]),
        segment_(view_.segment()),
        lists_(query, segment_, scope.out_of_time, scope.wanted) {}

  Made Make(const QueryNode& node) {
    const double boost = static_cast<double>(node.boost);
    switch (node.kind) {
      case Kind::kWord:
      case Kind::kPhrase:
        return MakeList(node);
      case Kind::kSameSite:
        return MakeSameSite(node, boost);
      default:
        break;
    }
    ASSIGN_OR_RETURN(std::unique_ptr<Evaluator> made, MakeUnboosted(node));
    if (boost == 1) return made;
    return std::make_unique<ScaledEvaluator>(std::move(made), boost);
  }

 private:
  Made MakeUnboosted(const QueryNode& node) {
    switch (node.kind) {
      case Kind::kAll:
        return std::make_unique<SetEvaluator>(
            std::shared_ptr<const DocSet>(std::shared_ptr<void>(), &view_.live()),
            view_.trial_count());
      case Kind::kNone:
        return None();
      case Kind::kAnd:
        return MakeAnd(node);
      case Kind::kOr:
      case Kind::kBest:
        return MakeOr(node);
      case Kind::kFilter:
        return MakeFilter(node);
      case Kind::kSink:
        return MakeSink(node);
      case Kind::kTilt:
        return MakeTilt(node);
      default:  // kNot is handled by its parent, leaves by Make.
        return absl::InternalError(
            absl::StrCat("query node of kind ", static_cast<int>(node.kind), " in a wrong place"));
    }
  }

  static std::unique_ptr<Evaluator> None() {
    return std::make_unique<SetEvaluator>(std::make_shared<const DocSet>(), 0);
  }

  // `node` is a leaf.
  absl::StatusOr<ScoredList> MakeScored(const QueryNode& node) {
    ASSIGN_OR_RETURN(auto list, lists_.Of(node));
    list->Prefetch();
    return ScoredList{std::move(list), FactorOf(node)};
  }

  Made MakeList(const QueryNode& node) {
    ASSIGN_OR_RETURN(ScoredList scored, MakeScored(node));
    return std::make_unique<ListEvaluator>(std::move(scored));
  }

  // What a part of 1 scores.
  double FactorOf(const QueryNode& node) const {
    return static_cast<double>(node.boost) * ScoreFactorOf(query_.terms(node).rarity);
  }

  Made MakeOptional(const QueryNode& node) {
    if (node.kind != Kind::kPhrase) return Make(node);
    const PreparedQuery::Terms& terms = query_.terms(node);
    if (segment_.cache().Find<PartList>(segment_.cache_owner(), terms.key) != nullptr) {
      return MakeList(node);
    }
    ASSIGN_OR_RETURN(auto places, lists_.OfPlaces(node));
    // What is not kept had better be looked for where it may matter only.
    const bool few = scope_.wanted.docs == nullptr &&
                     std::any_of(places.begin(), places.end(),
                                 [](const auto& place) { return place->size() <= kFewDocs; });
    if (few) return MakeList(node);
    return std::make_unique<PhraseEvaluator>(node, terms.key, std::move(places), FactorOf(node),
                                             segment_, *terms.normalizer, scope_.state);
  }

  Made MakeSameSite(const QueryNode& node, double boost) {
    const PreparedSiteClause& clause = query_.site_clause(node);
    ASSIGN_OR_RETURN(auto matches, FindSiteMatches(clause, segment_, scope_.out_of_time));
    return std::make_unique<SameSiteEvaluator>(clause, std::move(matches), boost,
                                               segment_.columns());
  }

  // What all of `node`, a kAnd, asks for: words and phrases first, in one evaluator, whatever the
  // segment, so that scores are added up in one order everywhere. None if no document has it all.
  absl::StatusOr<Evaluators> MakeRequired(const QueryNode& node) {
    std::vector<ScoredList> lists;
    for (const QueryNode& child : node.children) {
      if (!IsLeaf(child)) continue;
      ASSIGN_OR_RETURN(lists.emplace_back(), MakeScored(child));
      // Many words are in no document of a small segment.
      if (lists.back().list->size() == 0) return Evaluators();
    }
    Evaluators required;
    if (lists.size() > 1) {
      required.push_back(std::make_unique<ListAndEvaluator>(std::move(lists)));
    } else if (lists.size() == 1) {
      required.push_back(std::make_unique<ListEvaluator>(std::move(lists.front())));
    }
    for (const QueryNode& child : node.children) {
      if (IsLeaf(child) || child.kind == Kind::kNot) continue;
      ASSIGN_OR_RETURN(required.emplace_back(), Make(child));
      if (required.back()->Cost() == 0) return Evaluators();
    }
    return required;
  }

  Made MakeAnd(const QueryNode& node) {
    ASSIGN_OR_RETURN(Evaluators required, MakeRequired(node));
    if (required.empty()) return None();
    Evaluators excluded;
    for (const QueryNode& child : node.children) {
      if (child.kind != Kind::kNot) continue;
      ASSIGN_OR_RETURN(excluded.emplace_back(), Make(child.children.front()));
    }
    Evaluators optional;
    for (const QueryNode& child : node.optional) {
      ASSIGN_OR_RETURN(std::unique_ptr<Evaluator> part, MakeOptional(child));
      if (part->Cost() > 0) optional.push_back(std::move(part));
    }
    if (required.size() == 1 && excluded.empty() && optional.empty()) {
      return std::move(required.front());
    }
    return std::make_unique<AndEvaluator>(std::move(required), std::move(excluded),
                                          std::move(optional));
  }

  Made MakeOr(const QueryNode& node) {
    Evaluators children;
    for (const QueryNode& child : node.children) {
      ASSIGN_OR_RETURN(std::unique_ptr<Evaluator> part, Make(child));
      if (part->Cost() > 0) children.push_back(std::move(part));
    }
    if (children.empty()) return None();
    if (children.size() == 1) return std::move(children.front());
    if (node.kind == Kind::kBest) return std::make_unique<BestEvaluator>(std::move(children));
    if (!std::all_of(children.begin(), children.end(),
                     [](const auto& child) { return child->AsList() != nullptr; })) {
      return std::make_unique<SumEvaluator>(std::move(children));
    }
    std::vector<ScoredList> lists;
    for (const auto& child : children) lists.push_back(*child->AsList());
    return std::make_unique<ListSumEvaluator>(std::move(lists));
  }

  Made MakeFilter(const QueryNode& node) {
    ASSIGN_OR_RETURN(const auto selected, SelectDocs(node.filter.front(), segment_));
    return std::make_unique<SetEvaluator>(std::shared_ptr<const DocSet>(selected, &selected->docs),
                                          selected->count);
  }

  Made MakeSink(const QueryNode& node) {
    ASSIGN_OR_RETURN(std::unique_ptr<Evaluator> part, Make(node.children.front()));
    ASSIGN_OR_RETURN(const auto sunk, SelectDocs(node.filter.front(), segment_));
    const double factor = static_cast<double>(node.sink);
    const double highest = std::max(1.0, factor);
    return std::make_unique<ScaledEvaluator>(
        std::move(part), highest,
        [sunk, sinks = factor / highest, others = 1 / highest](uint32_t doc) {
          return sunk->docs.Contains(doc) ? sinks : others;
        });
  }

  Made MakeTilt(const QueryNode& node) {
    ASSIGN_OR_RETURN(std::unique_ptr<Evaluator> part, Make(node.children.front()));
    ASSIGN_OR_RETURN(const ColumnTilt tilt, ColumnTilt::Over(node.tilt, scope_.snapshot));
    return std::make_unique<ScaledEvaluator>(
        std::move(part), 1.0,
        [tilt, &columns = segment_.columns()](uint32_t doc) { return tilt.Factor(columns, doc); });
  }

  const PreparedQuery& query_;
  const SegmentScope& scope_;
  const SegmentView& view_;
  const Segment& segment_;
  NodeParts lists_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Evaluator>> MakeEvaluator(const PreparedQuery& query,
                                                         const SegmentScope& scope) {
  return Maker(query, scope).Make(query.root());
}

}  // namespace trialdex
