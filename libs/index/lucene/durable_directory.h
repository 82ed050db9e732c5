// Files of an index such that a commit, once made, survives a power cut.
// Include from libs/index/*.cc and libs/index/lucene only.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_DURABLE_DIRECTORY_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_DURABLE_DIRECTORY_H_

#include <atomic>
#include <string>

#include "absl/status/status.h"
#include "libs/index/lucene/lucene.h"

namespace trialdex::lucene {

// Lucene++ syncs files but not the directory they are in, and swallows the
// error if it cannot sync the file that makes a commit. This directory does the
// first and remembers the second. It also opens empty files, which cannot be
// mapped: the positions of a segment of deleted documents, for one.
class DurableDirectory final : public Lucene::MMapDirectory {
 public:
  // Takes no lock: its owner holds one that works across processes.
  explicit DurableDirectory(const std::string& path);

  void sync(const Lucene::String& name) override;
  Lucene::IndexInputPtr openInput(const Lucene::String& name, int32_t buffer_size) override;

  // False once a sync has failed: nothing is known of what the disk holds.
  bool healthy() const { return healthy_; }

 private:
  const std::string path_;
  // The same directory, read instead of mapped.
  const Lucene::FSDirectoryPtr unmapped_;
  std::atomic<bool> healthy_ = true;
};

using DurableDirectoryPtr = boost::shared_ptr<DurableDirectory>;

}  // namespace trialdex::lucene

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_DURABLE_DIRECTORY_H_
