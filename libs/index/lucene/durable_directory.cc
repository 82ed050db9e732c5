#include "libs/index/lucene/durable_directory.h"

#include <utility>

#include "libs/base/file.h"
#include "libs/index/lucene/guard.h"

namespace trialdex::lucene {
namespace {

// "segments_7" makes commit 7; "segments.gen" is only a hint.
bool MakesACommit(const Lucene::String& name) { return name.rfind(L"segments_", 0) == 0; }

Lucene::String WidePath(const std::string& path) {
  // A path is bytes: those that are not UTF-8 cannot be told to Lucene++.
  auto wide = ToWide(path);
  if (!wide.ok()) boost::throw_exception(Lucene::IOException(L"path is not UTF-8"));
  return *std::move(wide);
}

}  // namespace

DurableDirectory::DurableDirectory(const std::string& path)
    : Lucene::MMapDirectory(WidePath(path), Lucene::NoLockFactory::getNoLockFactory()),
      path_(path),
      unmapped_(
          Lucene::FSDirectory::open(WidePath(path), Lucene::NoLockFactory::getNoLockFactory())) {}

Lucene::IndexInputPtr DurableDirectory::openInput(const Lucene::String& name, int32_t buffer_size) {
  if (fileExists(name) && fileLength(name) == 0) return unmapped_->openInput(name, buffer_size);
  return Lucene::MMapDirectory::openInput(name, buffer_size);
}

void DurableDirectory::sync(const Lucene::String& name) {
  // Until proved otherwise: an exception must leave it so.
  const bool was_healthy = healthy_.exchange(false);
  Lucene::MMapDirectory::sync(name);
  if (MakesACommit(name) && !SyncDirectory(path_).ok()) {
    boost::throw_exception(Lucene::IOException(L"cannot sync the directory"));
  }
  healthy_ = was_healthy;
}

}  // namespace trialdex::lucene
