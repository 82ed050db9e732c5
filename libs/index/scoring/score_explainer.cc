#include "libs/index/scoring/score_explainer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/matching/filter_matcher.h"
#include "libs/index/matching/pattern_resolver.h"
#include "libs/index/matching/synonym_weigher.h"
#include "libs/index/positions/position.h"
#include "libs/index/scoring/column_tilt.h"
#include "libs/index/scoring/rarity.h"
#include "libs/index/scoring/relevance.h"
#include "libs/index/scoring/score_factors.h"
#include "libs/index/sites/prepared_site_clause.h"
#include "libs/index/sites/site_matches.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

bool Never() { return false; }

v1::ScoreExplanation Described(std::string description, double value = 0, bool matched = false) {
  v1::ScoreExplanation explanation;
  explanation.set_description(std::move(description));
  explanation.set_value(value);
  explanation.set_matched(matched);
  return explanation;
}

// `part` times `factor`, said to be `description`.
v1::ScoreExplanation Times(v1::ScoreExplanation part, const std::string& description,
                           double factor) {
  v1::ScoreExplanation product = Described(absl::StrCat("product: times ", description),
                                           part.value() * factor, part.matched());
  product.set_begin(part.begin());
  product.set_end(part.end());
  *product.add_children() = std::move(part);
  *product.add_children() = Described(description, factor, true);
  return product;
}

std::string OriginOf(const QueryNode& node) {
  switch (node.origin) {
    case NodeOrigin::kWritten:
      return "";
    case NodeOrigin::kSpelling:
      return ", another spelling";
    case NodeOrigin::kSynonym:
      return absl::StrCat(", synonym of ", node.source);
    case NodeOrigin::kNeighbour:
      return ", side by side";
    case NodeOrigin::kFeedback:
      return ", taken from the best trials";
  }
  return "";
}

}  // namespace

std::string ScoreExplainer::Quoted(const QueryNode& node) const {
  if (node.origin == NodeOrigin::kWritten && node.begin < node.end && node.end <= text_.size()) {
    return absl::StrCat("'", text_.substr(node.begin, node.end - node.begin), "'");
  }
  std::string terms;
  for (const Place& place : node.places) {
    if (!terms.empty()) terms += ' ';
    terms += place.alternatives.empty() ? "…" : place.alternatives.front().term;
  }
  return absl::StrCat("'", terms, "'", OriginOf(node));
}

ScoreExplainer::Result ScoreExplainer::Explain(const ParsedSearch& search) const {
  ASSIGN_OR_RETURN(const QueryNode query, WeighSynonyms(search.query, snapshot_, Never));
  ASSIGN_OR_RETURN(v1::ScoreExplanation explanation, ExplainNode(query));
  ASSIGN_OR_RETURN(const ScoreFactors factors, ScoreFactors::Over(search.factors, snapshot_));
  for (size_t i = 0; i < search.factors.size(); ++i) {
    const bool recency = search.factors[i].kind == ScoreFactor::Kind::kRecency;
    explanation = Times(std::move(explanation), recency ? "recency" : "distance",
                        factors.Of(i, segment_.columns(), address_.doc));
  }
  return explanation;
}

absl::StatusOr<bool> ScoreExplainer::IsSelected(const FilterNode& filter) const {
  ASSIGN_OR_RETURN(const DocSet selected, MatchFilter(filter, segment_));
  return selected.Contains(address_.doc);
}

ScoreExplainer::Result ScoreExplainer::ExplainNode(const QueryNode& node) const {
  ASSIGN_OR_RETURN(v1::ScoreExplanation explanation, ExplainUnboosted(node));
  explanation.set_begin(static_cast<int32_t>(node.begin));
  explanation.set_end(static_cast<int32_t>(node.end));
  if (node.boost == 1.0F) return explanation;
  const char* const factor = node.origin == NodeOrigin::kSynonym
                                 ? "weight of the synonym beside what is written"
                                 : "boost";
  return Times(std::move(explanation), factor, static_cast<double>(node.boost));
}

ScoreExplainer::Result ScoreExplainer::ExplainUnboosted(const QueryNode& node) const {
  switch (node.kind) {
    case Kind::kAll:
      return Described("every trial", 0, true);
    case Kind::kNone:
      return Described("no trial");
    case Kind::kWord:
      return ExplainWord(node);
    case Kind::kPhrase:
      return ExplainPhrase(node);
    case Kind::kAnd:
      return ExplainAnd(node);
    case Kind::kOr:
    case Kind::kBest:
      return ExplainOr(node);
    case Kind::kFilter:
      return ExplainFilter(node);
    case Kind::kSameSite:
      return ExplainSameSite(node);
    case Kind::kTilt:
      return ExplainTilt(node);
    case Kind::kSink:
      return ExplainSink(node);
    case Kind::kNot:
      break;  // Is handled by its parent.
  }
  return absl::InternalError(
      absl::StrCat("query node of kind ", static_cast<int>(node.kind), " in a wrong place"));
}

absl::Status ScoreExplainer::AddFields(const QueryNode& node, absl::string_view term,
                                       v1::ScoreExplanation& explanation) const {
  ASSIGN_OR_RETURN(PhraseReader reader, PhraseReader::Open(node, segment_));
  std::vector<Occurrence> occurrences;
  reader.Read(address_.doc, occurrences);
  RETURN_IF_ERROR(reader.status());
  const FieldNormalizer normalizer(*node.weights, snapshot_.average_lengths());
  for (size_t i = 0; i < occurrences.size();) {
    const uint32_t field = FieldOfPosition(occurrences[i].position);
    double frequency = 0;
    for (; i < occurrences.size() && FieldOfPosition(occurrences[i].position) == field; ++i) {
      frequency += occurrences[i].weight;
    }
    const uint32_t length = segment_.columns().length(address_.doc, static_cast<TextField>(field));
    v1::FieldContribution& contribution = *explanation.add_fields();
    contribution.set_field(std::string(InfoOf(static_cast<TextField>(field)).piece));
    contribution.set_term(std::string(term));
    contribution.set_frequency(frequency);
    contribution.set_length(length);
    contribution.set_average_length(snapshot_.average_lengths()[field]);
    contribution.set_weight(static_cast<double>((*node.weights)[field]));
    contribution.set_contribution(normalizer.Weigh(field, frequency, length));
  }
  return absl::OkStatus();
}

absl::Status ScoreExplainer::FinishTerms(const QueryNode& node,
                                         v1::ScoreExplanation& explanation) const {
  ASSIGN_OR_RETURN(const double rarity, RarityOf(node.places, snapshot_));
  double frequency = 0;
  for (const auto& field : explanation.fields()) frequency += field.contribution();
  explanation.set_idf(rarity);
  explanation.set_weighted_frequency(frequency);
  explanation.set_value(Saturate(rarity, frequency));
  explanation.set_matched(frequency > 0);
  return absl::OkStatus();
}

ScoreExplainer::Result ScoreExplainer::ExplainWord(const QueryNode& node) const {
  ASSIGN_OR_RETURN(const QueryNode word, ResolvePatterns(node, snapshot_, Never));
  v1::ScoreExplanation explanation = Described(absl::StrCat("word ", Quoted(node)));
  QueryNode form = word;
  for (const Alternative& alternative : word.places.front().alternatives) {
    form.places.front().alternatives = {alternative};
    RETURN_IF_ERROR(AddFields(form, alternative.term, explanation));
  }
  RETURN_IF_ERROR(FinishTerms(word, explanation));
  return explanation;
}

ScoreExplainer::Result ScoreExplainer::ExplainPhrase(const QueryNode& node) const {
  ASSIGN_OR_RETURN(const QueryNode phrase, ResolvePatterns(node, snapshot_, Never));
  v1::ScoreExplanation explanation = Described(absl::StrCat("phrase ", Quoted(node)));
  RETURN_IF_ERROR(AddFields(phrase, Quoted(node), explanation));
  RETURN_IF_ERROR(FinishTerms(phrase, explanation));
  return explanation;
}

ScoreExplainer::Result ScoreExplainer::ExplainAnd(const QueryNode& node) const {
  v1::ScoreExplanation all = Described("sum, all of these", 0, true);
  double sum = 0;
  for (const QueryNode& child : node.children) {
    if (child.kind == Kind::kNot) {
      ASSIGN_OR_RETURN(v1::ScoreExplanation excluded, ExplainNode(child.children.front()));
      const bool matched = !excluded.matched();
      v1::ScoreExplanation& negation = *all.add_children();
      negation = Described("not", 0, matched);
      negation.set_begin(static_cast<int32_t>(child.begin));
      negation.set_end(static_cast<int32_t>(child.end));
      *negation.add_children() = std::move(excluded);
      all.set_matched(all.matched() && matched);
      continue;
    }
    ASSIGN_OR_RETURN(v1::ScoreExplanation part, ExplainNode(child));
    all.set_matched(all.matched() && part.matched());
    sum += part.value();
    *all.add_children() = std::move(part);
  }
  for (const QueryNode& child : node.optional) {
    ASSIGN_OR_RETURN(v1::ScoreExplanation part, ExplainNode(child));
    if (!part.matched()) continue;
    sum += part.value();
    *all.add_children() = std::move(part);
  }
  all.set_value(all.matched() ? sum : 0);
  return all;
}

ScoreExplainer::Result ScoreExplainer::ExplainOr(const QueryNode& node) const {
  const bool best = node.kind == Kind::kBest;
  v1::ScoreExplanation any = Described(best ? "maximum, any of these" : "sum, any of these");
  double value = 0;
  for (const QueryNode& child : node.children) {
    ASSIGN_OR_RETURN(v1::ScoreExplanation part, ExplainNode(child));
    any.set_matched(any.matched() || part.matched());
    if (part.matched()) value = best ? std::max(value, part.value()) : value + part.value();
    *any.add_children() = std::move(part);
  }
  any.set_value(value);
  return any;
}

ScoreExplainer::Result ScoreExplainer::ExplainFilter(const QueryNode& node) const {
  ASSIGN_OR_RETURN(const bool selected, IsSelected(node.filter.front()));
  return Described(absl::StrCat("filter ", Quoted(node)), 0, selected);
}

ScoreExplainer::Result ScoreExplainer::ExplainSameSite(const QueryNode& node) const {
  ASSIGN_OR_RETURN(const PreparedSiteClause clause,
                   PreparedSiteClause::Make(node.children.front(), snapshot_, Never));
  ASSIGN_OR_RETURN(const auto matches, FindSiteMatches(clause, segment_, Never));
  const SiteScores sites = ScoreSites(clause, *matches, segment_.columns(), address_.doc);
  if (sites.empty()) return Described(absl::StrCat("no site has ", Quoted(node)));
  const auto best =
      std::max_element(sites.begin(), sites.end(),
                       [](const SiteScore& a, const SiteScore& b) { return a.score < b.score; });
  return Described(absl::StrCat("maximum over ", sites.size(), " sites that have ", Quoted(node),
                                ", that of locations[", best->site, "]"),
                   best->score, true);
}

ScoreExplainer::Result ScoreExplainer::ExplainTilt(const QueryNode& node) const {
  ASSIGN_OR_RETURN(v1::ScoreExplanation part, ExplainNode(node.children.front()));
  ASSIGN_OR_RETURN(const ColumnTilt tilt, ColumnTilt::Over(node.tilt, snapshot_));
  return Times(std::move(part), absl::StrCat("tilt of ", InfoOf(node.tilt).piece),
               tilt.Factor(segment_.columns(), address_.doc));
}

ScoreExplainer::Result ScoreExplainer::ExplainSink(const QueryNode& node) const {
  ASSIGN_OR_RETURN(v1::ScoreExplanation part, ExplainNode(node.children.front()));
  ASSIGN_OR_RETURN(const bool sinks, IsSelected(node.filter.front()));
  if (!sinks) return part;
  return Times(std::move(part), "sinking", static_cast<double>(node.sink));
}

}  // namespace trialdex
