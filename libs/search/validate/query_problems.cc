#include "libs/search/validate/query_problems.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "libs/base/errors.h"
#include "libs/query/parse_errors.h"
#include "libs/query/parsing/query_lexer.h"
#include "libs/query/words/word_analysis.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

constexpr absl::string_view kOperatorWords[] = {"and", "or", "not"};
constexpr absl::string_view kOperatorNames[] = {"AREA", "SEARCH", "COVERAGE", "EXPANSION",
                                                "TILT", "RANGE",  "DISTANCE"};

template <typename List>
bool Contains(const List& list, absl::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

v1::QueryProblem Warning(absl::string_view reason, uint32_t position, std::string description) {
  v1::QueryProblem problem;
  problem.set_field("query");
  problem.set_reason(std::string(reason));
  problem.set_description(std::move(description));
  problem.set_position(static_cast<int32_t>(position));
  return problem;
}

// Words that only their neighbours ask for.
void AddFunctionWords(absl::string_view query, const QueryNode& node,
                      std::vector<v1::QueryProblem>& warnings) {
  std::vector<std::string> reported;
  for (const QueryNode& neighbours : node.optional) {
    if (neighbours.origin != NodeOrigin::kNeighbour) continue;
    for (const Place& place : neighbours.places) {
      const std::string& word = place.alternatives.at(0).term;
      const bool asked =
          std::any_of(node.children.begin(), node.children.end(), [&word](const QueryNode& child) {
            return child.kind == Kind::kWord && child.places[0].alternatives.at(0).term == word;
          });
      if (!IsFunctionWord(word) || Contains(kOperatorWords, word) || asked ||
          Contains(reported, word)) {
        continue;
      }
      reported.push_back(word);
      const std::string lowered = absl::AsciiStrToLower(query);
      const size_t at = lowered.find(word, neighbours.begin);
      warnings.push_back(Warning(
          "FUNCTION_WORD", at == std::string::npos ? neighbours.begin : static_cast<uint32_t>(at),
          absl::StrCat(Quoted(word), " is not asked for; in quotes it is part of the phrase")));
    }
  }
  for (const QueryNode& child : node.children) AddFunctionWords(query, child, warnings);
}

void AddOperatorWords(absl::string_view query, std::vector<v1::QueryProblem>& warnings) {
  const absl::StatusOr<std::vector<QueryLexeme>> lexemes = LexQuery(query);
  if (!lexemes.ok()) return;
  for (size_t i = 0; i < lexemes->size(); ++i) {
    const QueryLexeme& lexeme = (*lexemes)[i];
    if (lexeme.kind != QueryLexeme::Kind::kWord) continue;
    const std::string word = absl::AsciiStrToLower(lexeme.text);
    const bool between = i > 0 && (*lexemes)[i + 1].kind != QueryLexeme::Kind::kEnd;
    if (between && Contains(kOperatorWords, word)) {
      warnings.push_back(Warning("LOWER_CASE_OPERATOR", lexeme.begin,
                                 absl::StrCat(Quoted(lexeme.text), " is read as a word; write ",
                                              absl::AsciiStrToUpper(word), " for the operator")));
    } else if (Contains(kOperatorNames, lexeme.text)) {
      warnings.push_back(Warning("LONELY_OPERATOR", lexeme.begin,
                                 absl::StrCat(Quoted(lexeme.text),
                                              " is read as a word; the operator's argument "
                                              "follows it in brackets, without a space")));
    }
  }
}

void AddNegations(const QueryNode& node, std::vector<v1::QueryProblem>& warnings) {
  const bool only_negative =
      node.kind == Kind::kAnd &&
      std::all_of(node.children.begin(), node.children.end(), [](const QueryNode& child) {
        return child.kind == Kind::kNot || (child.kind == Kind::kAll && child.begin == child.end);
      });
  if (only_negative) {
    warnings.push_back(
        Warning("ONLY_NEGATIVE", node.begin, "every trial is found but those that are named"));
  }
  for (const QueryNode& child : node.children) AddNegations(child, warnings);
}

}  // namespace

v1::QueryProblem ProblemOf(const absl::Status& status) {
  v1::QueryProblem problem;
  problem.set_position(-1);
  problem.set_description(std::string(status.message()));
  const google::rpc::Status rpc_status = ToRpcStatus(status);
  for (const auto& any : rpc_status.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad_request;
    if (any.UnpackTo(&info)) {
      problem.set_reason(info.reason());
      const auto position = info.metadata().find("position");
      int32_t byte = 0;
      if (position != info.metadata().end() && absl::SimpleAtoi(position->second, &byte)) {
        problem.set_position(byte);
      }
      const auto suggestion = info.metadata().find("suggestion");
      if (suggestion != info.metadata().end()) problem.set_suggestion(suggestion->second);
    } else if (any.UnpackTo(&bad_request) && bad_request.field_violations_size() > 0) {
      problem.set_field(bad_request.field_violations(0).field());
      problem.set_description(bad_request.field_violations(0).description());
    }
  }
  return problem;
}

std::vector<v1::QueryProblem> Warnings(absl::string_view query, const QueryNode& node) {
  std::vector<v1::QueryProblem> warnings;
  AddFunctionWords(query, node, warnings);
  AddOperatorWords(query, warnings);
  AddNegations(node, warnings);
  return warnings;
}

}  // namespace trialdex
