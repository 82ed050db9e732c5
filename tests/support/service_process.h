// A service of ours as a real process, to be talked to, killed and started again.
#ifndef TRIALDEX_TESTS_SUPPORT_SERVICE_PROCESS_H_
#define TRIALDEX_TESTS_SUPPORT_SERVICE_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace trialdex {

// One running program. It dies with the thread that started it, so a test that
// crashes leaves nothing behind. Killed and terminated by one thread at a time.
class ServiceProcess {
 public:
  // Starts `binary` and returns once it logs "listening on HOST:PORT" to standard
  // error. UNAVAILABLE, with what it said, if it ends before or takes longer
  // than `patience`.
  static absl::StatusOr<std::unique_ptr<ServiceProcess>> Start(
      const std::string& binary, const std::vector<std::string>& arguments,
      absl::Duration patience = absl::Seconds(60));

  // Kills the process if it still runs.
  ~ServiceProcess();

  // "127.0.0.1:41234", from its log.
  std::string address() const;
  pid_t pid() const { return pid_; }
  // All it has written to standard error so far.
  std::string output() const;
  // Waits until that has `text` in it. False if it does not within `patience`, or the process ends.
  bool WaitForOutput(absl::string_view text, absl::Duration patience = absl::Seconds(60)) const;

  // kill -9, and waits until it is gone.
  void Kill();

  // SIGTERM, and waits until it is gone. Its exit code, or minus the signal that ended it.
  int Terminate();

 private:
  ServiceProcess(pid_t pid, int output_fd);
  void ReadOutput(int output_fd);
  int Reap();

  const pid_t pid_;
  mutable absl::Mutex mutex_;
  std::string output_ ABSL_GUARDED_BY(mutex_);
  bool output_ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool reaped_ = false;
  int exit_code_ = 0;
  std::thread reader_;
};

// A program that was run to its end.
struct ProgramResult {
  // Minus the signal that ended it.
  int exit_code = 0;
  // Standard output and standard error, together.
  std::string output;
};

// Runs `binary` to its end.
ProgramResult RunProgram(const std::string& binary, const std::vector<std::string>& arguments);

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_SERVICE_PROCESS_H_
