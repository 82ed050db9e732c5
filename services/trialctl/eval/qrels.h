// Judgments of people: how relevant a trial is to a topic.
#ifndef TRIALDEX_SERVICES_TRIALCTL_EVAL_QRELS_H_
#define TRIALDEX_SERVICES_TRIALCTL_EVAL_QRELS_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// Grades by trial id.
using Judgments = std::map<std::string, int>;
// Judgments by topic.
using Qrels = std::map<std::string, Judgments>;

// From this grade on a trial counts as relevant; below it a grade only adds to nDCG.
inline constexpr int kRelevantGrade = 2;

bool HasRelevant(const Judgments& judgments);

// Reads TREC's format: "topic iteration trial grade" a line, with any spaces between; blank
// lines are skipped. The last judgment of a trial counts.
//
// INVALID_ARGUMENT, with the number of the line, if a line is no such line.
absl::StatusOr<Qrels> ParseQrels(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_EVAL_QRELS_H_
