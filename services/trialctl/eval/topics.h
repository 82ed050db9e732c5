// What to search for when searches are measured.
#ifndef TRIALDEX_SERVICES_TRIALCTL_EVAL_TOPICS_H_
#define TRIALDEX_SERVICES_TRIALCTL_EVAL_TOPICS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

struct Topic {
  // As the judgments name it: "12".
  std::string number;
  // As it stands in the file, markup taken out.
  std::string text;
};

// Reads topics of TREC, in the file's order:
//
//   <topic number="1"> … </topic>   Clinical Trials, since 2021; elements inside are text, too
//   <top> <num> Number: 301 … </top>   older tracks: tags need no end, labels
//                                      ("Description:") are left out
//
// INVALID_ARGUMENT if there is no topic, or one has no number, no text, no end, or the
// number of another.
absl::StatusOr<std::vector<Topic>> ParseTopics(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_EVAL_TOPICS_H_
