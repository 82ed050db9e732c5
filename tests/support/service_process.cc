#include "tests/support/service_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace trialdex {
namespace {

constexpr absl::string_view kListening = "listening on ";

struct Child {
  pid_t pid;
  int output_fd;
};

// Both outputs of the child come out of `output_fd`.
Child Spawn(const std::string& binary, const std::vector<std::string>& arguments,
            bool with_standard_output) {
  std::vector<char*> argv = {const_cast<char*>(binary.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  int fds[2];
  if (pipe2(fds, O_CLOEXEC) != 0) std::abort();
  const pid_t pid = fork();
  if (pid == 0) {
    // Only calls that are safe after fork in a program with threads.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(fds[1], STDERR_FILENO);
    if (with_standard_output) dup2(fds[1], STDOUT_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(fds[1]);
  return {pid, fds[0]};
}

// The next bytes; empty at the end.
absl::string_view ReadSome(int fd, char (&buffer)[4096]) {
  ssize_t count;
  do {
    count = read(fd, buffer, sizeof(buffer));
  } while (count < 0 && errno == EINTR);
  return absl::string_view(buffer, count > 0 ? static_cast<size_t>(count) : 0);
}

int WaitForExit(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// "host:port" behind the last "listening on ", or empty.
std::string FindAddress(const std::string& output) {
  const size_t found = output.rfind(std::string(kListening));
  if (found == std::string::npos) return "";
  const size_t start = found + kListening.size();
  const size_t end = output.find('"', start);
  return end == std::string::npos ? "" : output.substr(start, end - start);
}

}  // namespace

absl::StatusOr<std::unique_ptr<ServiceProcess>> ServiceProcess::Start(
    const std::string& binary, const std::vector<std::string>& arguments, absl::Duration patience) {
  const Child child = Spawn(binary, arguments, /*with_standard_output=*/false);
  std::unique_ptr<ServiceProcess> process(new ServiceProcess(child.pid, child.output_fd));
  const auto decided = [&process]() ABSL_SHARED_LOCKS_REQUIRED(process->mutex_) {
    return process->output_ended_ || !FindAddress(process->output_).empty();
  };
  {
    absl::MutexLock lock(&process->mutex_);
    process->mutex_.AwaitWithTimeout(absl::Condition(&decided), patience);
  }
  if (!process->address().empty()) return process;
  process->Kill();
  return absl::UnavailableError(absl::StrCat(binary, " did not start: ", process->output()));
}

ServiceProcess::ServiceProcess(pid_t pid, int output_fd)
    : pid_(pid), reader_([this, output_fd] { ReadOutput(output_fd); }) {}

ServiceProcess::~ServiceProcess() { Kill(); }

void ServiceProcess::ReadOutput(int output_fd) {
  char buffer[4096];
  while (true) {
    const absl::string_view bytes = ReadSome(output_fd, buffer);
    absl::MutexLock lock(&mutex_);
    if (bytes.empty()) {
      output_ended_ = true;
      break;
    }
    output_.append(bytes.data(), bytes.size());
  }
  close(output_fd);
}

std::string ServiceProcess::address() const {
  absl::MutexLock lock(&mutex_);
  return FindAddress(output_);
}

std::string ServiceProcess::output() const {
  absl::MutexLock lock(&mutex_);
  return output_;
}

bool ServiceProcess::WaitForOutput(absl::string_view text, absl::Duration patience) const {
  absl::MutexLock lock(&mutex_);
  const auto decided = [this, text]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return output_ended_ || absl::StrContains(output_, text);
  };
  mutex_.AwaitWithTimeout(absl::Condition(&decided), patience);
  return absl::StrContains(output_, text);
}

int ServiceProcess::Reap() {
  if (!reaped_) {
    exit_code_ = WaitForExit(pid_);
    reaped_ = true;
    reader_.join();
  }
  return exit_code_;
}

void ServiceProcess::Kill() {
  if (!reaped_) kill(pid_, SIGKILL);
  Reap();
}

int ServiceProcess::Terminate() {
  if (!reaped_) kill(pid_, SIGTERM);
  return Reap();
}

ProgramResult RunProgram(const std::string& binary, const std::vector<std::string>& arguments) {
  const Child child = Spawn(binary, arguments, /*with_standard_output=*/true);
  ProgramResult result;
  char buffer[4096];
  while (true) {
    const absl::string_view bytes = ReadSome(child.output_fd, buffer);
    if (bytes.empty()) break;
    result.output.append(bytes.data(), bytes.size());
  }
  close(child.output_fd);
  result.exit_code = WaitForExit(child.pid);
  return result;
}

}  // namespace trialdex
