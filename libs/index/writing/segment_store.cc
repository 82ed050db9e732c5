#include "libs/index/writing/segment_store.h"

#include <atomic>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "libs/index/lucene/durable_directory.h"
#include "libs/index/lucene/guard.h"
#include "libs/index/reading/deletions.h"
#include "libs/index/writing/byte_output.h"

namespace trialdex {
namespace {

using Lucene::newLucene;
using FileNames = std::set<std::string>;

constexpr int kNoDocStore = -1;

// Lucene's names for numbers: base 36.
std::string SegmentName(int32_t number) {
  std::string digits;
  do {
    digits.insert(digits.begin(), "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]);
    number /= 36;
  } while (number > 0);
  return absl::StrCat("_", digits);
}

// Bit i of byte i / 8, lowest first, after the number of bits and of those that are set.
absl::Status WriteDeletions(const DocSet& deleted, const std::string& path) {
  ASSIGN_OR_RETURN(ByteOutput out, ByteOutput::Create(path));
  out.Int32(deleted.doc_count());
  out.Int32(deleted.Count());
  std::string bits(deleted.doc_count() / 8 + 1, '\0');
  deleted.ForEach([&bits](uint32_t doc) {
    char& byte = bits[doc / 8];
    byte = static_cast<char>(byte | 1 << (doc % 8));
  });
  out.Bytes(bits);
  return out.Close();
}

CommitData DataOf(Lucene::MapStringString wide) {
  CommitData data;
  if (!wide) return data;
  for (auto entry = wide.begin(); entry != wide.end(); ++entry) {
    data[lucene::FromWide(entry->first)] = lucene::FromWide(entry->second);
  }
  return data;
}

class LuceneSegmentStore final : public SegmentStore {
 public:
  explicit LuceneSegmentStore(const std::string& path) : path_(path) {}

  absl::Status Open() {
    RETURN_IF_ERROR(lucene::Guard("read the newest commit", [this] {
      directory_ = newLucene<lucene::DurableDirectory>(path_);
      infos_ = newLucene<Lucene::SegmentInfos>();
      return Lucene::IndexReader::indexExists(directory_) ? ReadCommit() : absl::OkStatus();
    }));
    return RemoveStrangers();
  }

  const std::vector<StoredSegment>& segments() const override { return segments_; }
  const CommitData& data() const override { return data_; }

  std::string NextName() override { return SegmentName(next_name_++); }

  absl::Status Commit(std::vector<StoredSegment> segments, const CommitData& data) override {
    std::erase_if(segments, [this](const StoredSegment& segment) {
      if (segment.live_count() > 0) return false;
      RemoveFilesOf(segment.name);
      return true;
    });
    const FileNames before = std::exchange(files_, {});
    const absl::Status committed = lucene::Guard("commit the index", [&]() -> absl::Status {
      RETURN_IF_ERROR(DescribeSegments(segments));
      // A power cut must not leave a commit without the files that it names.
      RETURN_IF_ERROR(SyncDirectory(path_));
      auto wide = Lucene::MapStringString::newInstance();
      for (const auto& [key, value] : data) {
        ASSIGN_OR_RETURN(const Lucene::String wide_key, lucene::ToWide(key));
        ASSIGN_OR_RETURN(const Lucene::String wide_value, lucene::ToWide(value));
        wide.put(wide_key, wide_value);
      }
      infos_->setUserData(wide);
      infos_->counter = next_name_;
      infos_->commit(directory_);
      CollectFiles();
      return absl::OkStatus();
    });
    RETURN_IF_ERROR(committed);
    if (!directory_->healthy()) {
      return absl::DataLossError(absl::StrCat("the disk refused to keep a commit in ", path_));
    }
    segments_ = std::move(segments);
    data_ = data;
    for (const std::string& name : before) {
      if (files_.count(name) == 0) Remove(name);
    }
    return absl::OkStatus();
  }

 private:
  // What Lucene knows of a segment, and the deletions that its newest .del file has.
  struct Known {
    Lucene::SegmentInfoPtr info;
    std::shared_ptr<const DocSet> deleted;
  };

  // May throw.
  absl::Status ReadCommit() {
    infos_->read(directory_);
    next_name_ = infos_->counter;
    for (int32_t i = 0; i < infos_->size(); ++i) {
      const Lucene::SegmentInfoPtr info = infos_->info(i);
      StoredSegment segment;
      segment.name = lucene::FromWide(info->name);
      segment.doc_count = static_cast<uint32_t>(info->docCount);
      segment.compound = info->getUseCompoundFile();
      segment.bytes = static_cast<uint64_t>(info->sizeInBytes());
      if (info->hasDeletions()) {
        ASSIGN_OR_RETURN(
            segment.deleted,
            ReadDeletions(absl::StrCat(path_, "/", lucene::FromWide(info->getDelFileName())),
                          segment.doc_count));
      }
      known_[segment.name] = {info, segment.deleted};
      segments_.push_back(std::move(segment));
    }
    data_ = DataOf(infos_->getUserData());
    CollectFiles();
    return absl::OkStatus();
  }

  // Makes infos_ list `segments`, and writes deletions that are new. May throw.
  absl::Status DescribeSegments(const std::vector<StoredSegment>& segments) {
    absl::flat_hash_map<std::string, Known> known;
    infos_->clear();
    for (const StoredSegment& segment : segments) {
      Known& now = known[segment.name];
      if (const auto before = known_.find(segment.name); before != known_.end()) {
        now = before->second;
      } else {
        ASSIGN_OR_RETURN(const Lucene::String name, lucene::ToWide(segment.name));
        now.info = newLucene<Lucene::SegmentInfo>(
            name, static_cast<int32_t>(segment.doc_count), directory_, segment.compound,
            /*hasSingleNormFile=*/true, kNoDocStore, Lucene::String(),
            /*docStoreIsCompoundFile=*/false, /*hasProx=*/true);
      }
      if (now.deleted != segment.deleted) {
        now.info->advanceDelGen();
        now.info->setDelCount(static_cast<int32_t>(segment.deleted->Count()));
        RETURN_IF_ERROR(
            WriteDeletions(*segment.deleted,
                           absl::StrCat(path_, "/", lucene::FromWide(now.info->getDelFileName()))));
        now.deleted = segment.deleted;
      }
      infos_->add(now.info);
    }
    known_ = std::move(known);
    return absl::OkStatus();
  }

  // May throw.
  void CollectFiles() {
    const auto names = infos_->files(directory_, /*includeSegmentsFile=*/true);
    for (auto name = names.begin(); name != names.end(); ++name) {
      files_.insert(lucene::FromWide(*name));
    }
  }

  absl::Status RemoveStrangers() {
    std::error_code error;
    for (std::filesystem::directory_iterator it(path_, error), end; !error && it != end;
         it.increment(error)) {
      const std::string name = it->path().filename().string();
      const bool of_index = absl::StartsWith(name, "_") || absl::StartsWith(name, "segments_");
      if (of_index && files_.count(name) == 0) Remove(name);
    }
    if (error) return ErrnoToStatus(error.value(), "list", path_);
    return absl::OkStatus();
  }

  void RemoveFilesOf(const std::string& segment) {
    std::error_code error;
    for (std::filesystem::directory_iterator it(path_, error), end; !error && it != end;
         it.increment(error)) {
      const std::string name = it->path().filename().string();
      // Those of a commit go with it.
      if (absl::StartsWith(name, segment + ".") && files_.count(name) == 0) Remove(name);
    }
  }

  // What cannot be removed now is removed when the directory is opened again.
  void Remove(const std::string& name) const {
    std::error_code ignored;
    std::filesystem::remove(absl::StrCat(path_, "/", name), ignored);
  }

  const std::string path_;
  lucene::DurableDirectoryPtr directory_;
  Lucene::SegmentInfosPtr infos_;
  std::atomic<int32_t> next_name_ = 0;
  std::vector<StoredSegment> segments_;
  CommitData data_;
  // Of the newest commit.
  absl::flat_hash_map<std::string, Known> known_;
  FileNames files_;
};

}  // namespace

absl::StatusOr<CommitData> ReadCommitData(const std::string& directory) {
  CommitData data;
  RETURN_IF_ERROR(lucene::Guard("read the commit", [&]() -> absl::Status {
    const auto files = newLucene<lucene::DurableDirectory>(directory);
    if (!Lucene::IndexReader::indexExists(files)) {
      return absl::NotFoundError(absl::StrCat("no index in ", directory));
    }
    data = DataOf(Lucene::IndexReader::getCommitUserData(files));
    return absl::OkStatus();
  }));
  return data;
}

absl::StatusOr<std::unique_ptr<SegmentStore>> SegmentStore::Open(const std::string& directory) {
  auto store = std::make_unique<LuceneSegmentStore>(directory);
  RETURN_IF_ERROR(store->Open());
  return store;
}

}  // namespace trialdex
