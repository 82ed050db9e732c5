// Sees what a process makes durable, and when.
#ifndef TRIALDEX_TESTS_SUPPORT_WATCHED_SYNCS_H_
#define TRIALDEX_TESTS_SUPPORT_WATCHED_SYNCS_H_

#include <functional>
#include <string>

namespace trialdex {

// Stands in for the system's fsync in a program that links it. One at a time.
class WatchedSyncs {
 public:
  // Called before each sync, in the thread that asks for it, with the path of the file or
  // directory. Answers the errno that the sync fails with; 0 lets it be done.
  using Watch = std::function<int(const std::string& path)>;

  explicit WatchedSyncs(Watch watch);
  ~WatchedSyncs();
  WatchedSyncs(const WatchedSyncs&) = delete;
  WatchedSyncs& operator=(const WatchedSyncs&) = delete;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_WATCHED_SYNCS_H_
