#include "libs/index/lucene/merge_thread.h"

#include <utility>

#include "libs/index/lucene/guard.h"

namespace trialdex::lucene {

class MergeThread::Scheduler final : public Lucene::MergeScheduler {
 public:
  explicit Scheduler(MergeThread* thread) : thread_(thread) {}

  void merge(const Lucene::IndexWriterPtr& writer) override { thread_->Wake(writer); }
  // The thread has to live until the writer is closed: it ends the merge that the
  // writer waits for.
  void close() override {}

 private:
  MergeThread* const thread_;
};

MergeThread::MergeThread()
    : scheduler_(Lucene::newLucene<Scheduler>(this)), thread_([this] { Run(); }) {}

MergeThread::~MergeThread() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
    due_.reset();
  }
  thread_.join();
}

absl::Status MergeThread::error() const {
  absl::MutexLock lock(&mutex_);
  return error_;
}

void MergeThread::Wake(const Lucene::IndexWriterPtr& writer) {
  absl::MutexLock lock(&mutex_);
  if (!stopping_) due_ = writer;
}

void MergeThread::Run() {
  while (true) {
    Lucene::IndexWriterPtr writer;
    {
      absl::MutexLock lock(&mutex_);
      const auto ready = [this] {
        mutex_.AssertReaderHeld();
        return stopping_ || due_;
      };
      mutex_.Await(absl::Condition(&ready));
      if (stopping_) return;
      writer = std::exchange(due_, nullptr);
    }
    const absl::Status merged = Guard("merge segments", [&] {
      while (const Lucene::OneMergePtr merge = writer->getNextMerge()) {
        writer->merge(merge);
        if (!merge->isAborted()) ++finished_;
      }
      return absl::OkStatus();
    });
    absl::MutexLock lock(&mutex_);
    error_ = merged;
  }
}

}  // namespace trialdex::lucene
