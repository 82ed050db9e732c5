// An intake over a log in memory, with blocking calls, for tests.
#ifndef TRIALDEX_LIBS_INTAKE_TESTING_INTAKE_HARNESS_H_
#define TRIALDEX_LIBS_INTAKE_TESTING_INTAKE_HARNESS_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "libs/intake/intake.h"

namespace trialdex {

// Waits for the answer of one asynchronous call.
template <typename T>
class Answer {
 public:
  std::function<void(absl::StatusOr<T>)> Done() {
    return [this](absl::StatusOr<T> answer) {
      answer_ = std::move(answer);
      answered_.Notify();
    };
  }
  absl::StatusOr<T> Get() {
    answered_.WaitForNotification();
    return answer_;
  }

 private:
  absl::Notification answered_;
  absl::StatusOr<T> answer_;
};

inline absl::StatusOr<OpenedStream> OpenStream(Intake& intake, const std::string& name) {
  Answer<OpenedStream> answer;
  intake.OpenStream(name, answer.Done());
  return answer.Get();
}

inline absl::StatusOr<SubmitResult> Submit(Intake& intake, std::vector<v1::RawRecord> records,
                                           const StreamTicket& ticket = {}, uint64_t offset = 0) {
  Answer<SubmitResult> answer;
  intake.Submit({ticket, offset, std::move(records)}, answer.Done());
  return answer.Get();
}

inline absl::StatusOr<uint64_t> DeleteTrial(Intake& intake, const std::string& id) {
  Answer<uint64_t> answer;
  intake.DeleteTrial(id, answer.Done());
  return answer.Get();
}

inline absl::StatusOr<v1::RecordResult> RetryDeadLetter(Intake& intake, const std::string& id) {
  Answer<v1::RecordResult> answer;
  intake.RetryDeadLetter(id, answer.Done());
  return answer.Get();
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_TESTING_INTAKE_HARNESS_H_
