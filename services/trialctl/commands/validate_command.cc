// trialctl validate
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status_macros.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/commands/ranking_options.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

std::string KindText(const v1::Clause& clause) {
  switch (clause.kind()) {
    case v1::CLAUSE_KIND_ALL:
      return "every trial";
    case v1::CLAUSE_KIND_AND:
      return "all of";
    case v1::CLAUSE_KIND_OR:
      return "any of";
    case v1::CLAUSE_KIND_BEST:
      return "the best of";
    case v1::CLAUSE_KIND_NOT:
      return "none of";
    case v1::CLAUSE_KIND_FILTER:
      return absl::StrCat("select ", clause.text());
    case v1::CLAUSE_KIND_SAME_SITE:
      return "within one site";
    case v1::CLAUSE_KIND_TILT:
      return absl::StrCat("the higher ", clause.text(), ", the better");
    case v1::CLAUSE_KIND_PHRASE:
      return absl::StrCat("phrase '", clause.text(), "'");
    default:
      return absl::StrCat("word '", clause.text(), "'");
  }
}

// What there is to say of a clause beside its kind.
std::vector<std::string> Remarks(const v1::Clause& clause) {
  std::vector<std::string> remarks;
  if (clause.origin() == v1::CLAUSE_ORIGIN_SYNONYM) {
    remarks.push_back(clause.source().empty() ? "synonym"
                                              : absl::StrCat("synonym by ", clause.source()));
  }
  if (clause.origin() == v1::CLAUSE_ORIGIN_SPELLING) remarks.push_back("spelling");
  if (!clause.area().empty()) remarks.push_back(absl::StrCat("in ", clause.area()));
  if (!clause.coverage().empty()) remarks.push_back(absl::StrCat("as ", clause.coverage()));
  if (!clause.pattern().empty()) remarks.push_back(clause.pattern());
  if (clause.slop() > 0) remarks.push_back(absl::StrCat(clause.slop(), " places off"));
  if (clause.boost() != 1.0F) remarks.push_back(absl::StrCat("times ", clause.boost()));
  if (clause.forms_size() > 1) {
    remarks.push_back(
        absl::StrJoin(clause.forms(), " ", [](std::string* out, const v1::TermForm& form) {
          absl::StrAppend(out, form.term(), ":", form.weight());
        }));
  }
  return remarks;
}

void PrintClause(const v1::Clause& clause, int depth) {
  const std::vector<std::string> remarks = Remarks(clause);
  std::printf("%*s%s%s%s\n", 2 * depth, "", KindText(clause).c_str(), remarks.empty() ? "" : "  | ",
              absl::StrJoin(remarks, "; ").c_str());
  for (const v1::Clause& child : clause.children()) PrintClause(child, depth + 1);
  if (clause.optional_children().empty()) return;
  std::printf("%*sand more for\n", 2 * depth, "");
  for (const v1::Clause& child : clause.optional_children()) PrintClause(child, depth + 1);
}

void PrintProblem(const char* level, const v1::QueryProblem& problem) {
  std::printf("%s: %s: %s", level, problem.field().c_str(), problem.description().c_str());
  if (problem.position() >= 0 &&
      problem.description().find(absl::StrCat("byte ", problem.position())) == std::string::npos) {
    std::printf(" at byte %d", problem.position());
  }
  std::printf("\n");
}

void Print(const v1::ValidateQueryResponse& response) {
  if (response.has_query()) PrintClause(response.query(), 0);
  if (!response.filter().empty()) std::printf("filter: %s\n", response.filter().c_str());
  if (!response.order_by().empty()) std::printf("order: %s\n", response.order_by().c_str());
  for (const v1::QueryProblem& warning : response.warnings()) PrintProblem("warning", warning);
  for (const v1::QueryProblem& error : response.errors()) PrintProblem("error", error);
}

absl::Status Validate(const Session& session, const v1::ValidateQueryRequest& request) {
  v1::ValidateQueryResponse response;
  const auto stub = session.Query();
  RETURN_IF_ERROR(session.Call(*stub, &v1::QueryService::Stub::ValidateQuery, request, response));
  if (session.json()) {
    RETURN_IF_ERROR(PrintJsonLine(response));
  } else {
    Print(response);
  }
  if (response.valid()) return absl::OkStatus();
  return absl::InvalidArgumentError("the search is not valid");
}

}  // namespace

void AddValidateCommand(CLI::App& app, Command& chosen) {
  auto request = std::make_shared<v1::ValidateQueryRequest>();
  request->set_report_errors(true);
  CLI::App* command =
      app.add_subcommand("validate", "Say how a query is understood, without running it");
  command->footer(
      "Examples:\n"
      "  trialctl validate 'heart attack OR AREA[Condition] stroke'\n"
      "  trialctl validate 'tumor~1' --filter 'start_date >= 2020-04'");
  v1::SearchTrialsRequest& search = *request->mutable_search();
  command->add_option_function<std::string>(
      "query", [&search](const std::string& value) { search.set_query(value); }, "The query");
  command->add_option_function<std::string>(
      "--filter", [&search](const std::string& value) { search.set_filter(value); }, "The filter");
  command->add_option_function<std::string>(
      "--sort", [&search](const std::string& value) { search.set_order_by(value); }, "The order");
  AddExpansionOption(*command, search);
  command->callback([request, &chosen] {
    chosen = [request](const Session& session) { return Validate(session, *request); };
  });
}

}  // namespace trialdex
