#include "libs/search/suggest/query_funnel.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "libs/base/status_macros.h"
#include "libs/index/matching/filter_matcher.h"
#include "libs/index/matching/query_matcher.h"
#include "libs/query/filter_parser.h"
#include "libs/search/suggest/filter_text.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

constexpr size_t kMaxClauses = 64;

// Without white space, and AND, in front.
absl::string_view AfterAnd(absl::string_view text) {
  text = absl::StripLeadingAsciiWhitespace(text);
  if (!absl::StartsWith(text, "AND")) return text;
  const absl::string_view rest = text.substr(3);
  if (!rest.empty() && !absl::ascii_isspace(static_cast<unsigned char>(rest[0])) &&
      rest[0] != '(') {
    return text;
  }
  return absl::StripLeadingAsciiWhitespace(rest);
}

// Takes the top of a query apart. A node knows the bytes of its words; the operators and
// parentheses around them are found in the text between the nodes.
class QuerySplitter {
 public:
  explicit QuerySplitter(absl::string_view text) : text_(text) {}

  std::vector<FunnelClause> Split(const QueryNode& query) {
    if (query.kind != Kind::kAnd || query.boost != 1.0F) {
      AddClause(query);
    } else {
      Descend(query);
    }
    return std::move(clauses_);
  }

 private:
  void Descend(const QueryNode& node) {
    for (const QueryNode& child : node.children) {
      const bool is_written = child.begin < child.end && child.end <= text_.size();
      if (child.kind == Kind::kAll && !is_written) continue;
      const bool is_plain_and =
          child.kind == Kind::kAnd && child.boost == 1.0F && child.begin >= written_to_ &&
          AfterAnd(text_.substr(written_to_, child.begin - written_to_)).empty();
      if (is_plain_and) {
        Descend(child);
      } else {
        AddClause(child);
      }
    }
  }

  void AddClause(const QueryNode& node) {
    const size_t end =
        EndOf(std::max<size_t>(std::min<size_t>(node.end, text_.size()), written_to_));
    FunnelClause clause;
    clause.text = std::string(
        absl::StripAsciiWhitespace(AfterAnd(text_.substr(written_to_, end - written_to_))));
    clause.query = node;
    written_to_ = end;
    if (!clause.text.empty()) clauses_.push_back(std::move(clause));
  }

  // Behind the parentheses that close what was opened since the last clause, and a boost.
  size_t EndOf(size_t end) const {
    int open = 0;
    for (size_t i = written_to_; i < end; ++i) {
      if (text_[i] == '(') ++open;
      if (text_[i] == ')') --open;
    }
    while (open > 0 && end < text_.size()) {
      if (text_[end] == '(') ++open;
      if (text_[end] == ')') --open;
      ++end;
    }
    return end;
  }

  const absl::string_view text_;
  // Bytes before are of clauses already.
  size_t written_to_ = 0;
  std::vector<FunnelClause> clauses_;
};

// The documents of each clause in a segment.
absl::StatusOr<std::vector<DocSet>> MatchClauses(const std::vector<FunnelClause>& clauses,
                                                 const IndexSnapshot& snapshot, size_t segment,
                                                 const OutOfTime& out_of_time) {
  const SegmentView& view = *snapshot.segments()[segment];
  QueryMatcher matcher(snapshot, segment, out_of_time);
  std::vector<DocSet> sets;
  for (const FunnelClause& clause : clauses) {
    if (out_of_time()) return OutOfTimeError();
    if (clause.in_filter) {
      ASSIGN_OR_RETURN(sets.emplace_back(), MatchFilter(clause.filter, view.segment()));
    } else {
      const bool is_not = clause.query.kind == Kind::kNot;
      ASSIGN_OR_RETURN(const auto matches,
                       matcher.Match(is_not ? clause.query.children[0] : clause.query));
      DocSet docs(view.segment().doc_count());
      for (const uint32_t doc : matches->docs) docs.Add(doc);
      if (is_not) {
        DocSet others = view.live();
        others.Subtract(docs);
        docs = std::move(others);
      }
      sets.push_back(std::move(docs));
    }
    sets.back().IntersectWith(view.live());
  }
  return sets;
}

void AddCounts(const std::vector<DocSet>& sets, const DocSet& live,
               std::vector<v1::FunnelStep>& steps) {
  // What the clauses after each one leave together.
  std::vector<DocSet> after(sets.size(), live);
  for (size_t i = sets.size() - 1; i > 0; --i) {
    after[i - 1] = after[i];
    after[i - 1].IntersectWith(sets[i]);
  }
  DocSet remaining = live;
  for (size_t i = 0; i < sets.size(); ++i) {
    DocSet without = remaining;
    without.IntersectWith(after[i]);
    remaining.IntersectWith(sets[i]);
    v1::FunnelStep& step = steps[i];
    step.set_alone_count(step.alone_count() + sets[i].Count());
    step.set_remaining_count(step.remaining_count() + remaining.Count());
    step.set_without_count(step.without_count() + without.Count());
  }
}

}  // namespace

absl::StatusOr<std::vector<FunnelClause>> SplitSearch(absl::string_view query_text,
                                                      const QueryNode& query,
                                                      absl::string_view filter_text) {
  std::vector<FunnelClause> clauses = QuerySplitter(query_text).Split(query);
  ASSIGN_OR_RETURN(const std::vector<std::string> filters, SplitFilterText(filter_text));
  for (const std::string& filter : filters) {
    FunnelClause clause;
    clause.text = filter;
    clause.in_filter = true;
    ASSIGN_OR_RETURN(clause.filter, ParseFilter(filter));
    clauses.push_back(std::move(clause));
  }
  if (clauses.size() > kMaxClauses) clauses.resize(kMaxClauses);
  return clauses;
}

absl::StatusOr<std::vector<v1::FunnelStep>> MakeFunnel(const std::vector<FunnelClause>& clauses,
                                                       const IndexSnapshot& snapshot,
                                                       const OutOfTime& out_of_time) {
  std::vector<v1::FunnelStep> steps(clauses.size());
  if (clauses.empty()) return steps;
  for (size_t i = 0; i < clauses.size(); ++i) {
    steps[i].set_clause(clauses[i].text);
    steps[i].set_in_filter(clauses[i].in_filter);
  }
  for (size_t segment = 0; segment < snapshot.segments().size(); ++segment) {
    ASSIGN_OR_RETURN(const std::vector<DocSet> sets,
                     MatchClauses(clauses, snapshot, segment, out_of_time));
    AddCounts(sets, snapshot.segments()[segment]->live(), steps);
  }
  return steps;
}

}  // namespace trialdex
