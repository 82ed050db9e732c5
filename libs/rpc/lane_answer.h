// Answers of unary calls that are worked out in a lane.
#ifndef TRIALDEX_LIBS_RPC_LANE_ANSWER_H_
#define TRIALDEX_LIBS_RPC_LANE_ANSWER_H_

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/rpc/unary_answer.h"
#include "libs/rpc/work_lane.h"

namespace trialdex {

// Gives `answer` what `work()`, an absl::StatusOr<Response>, returns, when it is its turn in
// `lane`; or at once the error that the lane is too full. Work of a call that was cancelled,
// or whose deadline passed, before its turn is not done. `lane` must outlive the call.
template <typename Response, typename Work>
void AnswerInLane(WorkLane& lane, std::shared_ptr<UnaryAnswer<Response>> answer, Work work) {
  const auto ticket = lane.Add([answer, work = std::move(work)] {
    if (!answer->Ended()) answer->Answer(work());
  });
  if (!ticket.ok()) return answer->Answer(ticket.status());
  answer->OnCancel([&lane, ticket = *ticket] { lane.Withdraw(ticket); });
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_LANE_ANSWER_H_
