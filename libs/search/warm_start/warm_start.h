// Brings what the last searches looked for from one start of the service to the next.
#ifndef TRIALDEX_LIBS_SEARCH_WARM_START_WARM_START_H_
#define TRIALDEX_LIBS_SEARCH_WARM_START_WARM_START_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/search/search_engine.h"
#include "libs/search/warm_start/asked_searches.h"

namespace trialdex {

struct WarmStartOptions {
  // Folder that the searches are written to; it is created.
  std::string directory;
  // How often, if there are new ones: what a process that is killed loses of them.
  absl::Duration write_interval = absl::Minutes(1);
};

// What the thread of a WarmStart tells, and from where.
struct WarmStartEvents {
  // So many searches of the last start have been asked again.
  std::function<void(size_t searches)> warm = [](size_t) {};
  // After each attempt to write.
  std::function<void(const absl::Status& status)> written = [](const absl::Status&) {};
};

// Writes down which searches are asked, and asks them again after a start, in a thread of its own
// that yields to all others: what they look for is then in memory. Nothing that goes wrong with
// the file keeps the service from anything. Functions are for one thread, but for Begin, which
// is for any.
class WarmStart {
 public:
  // `engine` and `asked`, which the engine adds to, must outlive this.
  WarmStart(SearchEngine& engine, AskedSearches& asked, WarmStartOptions options,
            WarmStartEvents events = {});
  // As Stop.
  ~WarmStart();
  WarmStart(const WarmStart&) = delete;
  WarmStart& operator=(const WarmStart&) = delete;

  // Reads what the last process wrote. To be called once, before the engine is asked anything.
  // OK if there is nothing; DATA_LOSS if it is damaged or larger than anything that was written
  // here, otherwise errors as ReadFile. It is then as if there were nothing.
  absl::Status Read();

  // Starts the thread.
  void Start();

  // Lets searches be asked again from now on. To be called when there are an index and synonyms,
  // as often as one likes.
  void Begin();

  // Ends the thread, within a second or so, and writes for the last time.
  void Stop();

 private:
  void Run();
  bool stopping() const;
  void AskAgain();
  void WriteNews();

  SearchEngine& engine_;
  AskedSearches& asked_;
  const WarmStartOptions options_;
  const WarmStartEvents events_;
  const std::string path_;
  // As read, the last one first.
  std::vector<v1::SearchTrialsRequest> read_;
  // AskedSearches::changes of what is in the file.
  uint64_t written_ = 0;

  mutable absl::Mutex mutex_;
  bool may_begin_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_WARM_START_WARM_START_H_
