#include "libs/index/index_writer.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/file.h"
#include "libs/base/file_lock.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_fields.h"
#include "libs/index/lucene/document_builder.h"
#include "libs/index/lucene/durable_directory.h"
#include "libs/index/lucene/guard.h"
#include "libs/index/lucene/merge_thread.h"

namespace trialdex {
namespace {

using Lucene::newLucene;

constexpr char kLock[] = "write.lock";

// Segments from here on keep their files apart: copying them into one file
// would cost more than syncing eight.
constexpr int64_t kMaxCompoundBytes = 16 << 20;

class MergePolicy final : public Lucene::LogByteSizeMergePolicy {
 public:
  explicit MergePolicy(const Lucene::IndexWriterPtr& writer) : LogByteSizeMergePolicy(writer) {}

  bool useCompoundFile(const Lucene::SegmentInfosPtr&,
                       const Lucene::SegmentInfoPtr& segment) override {
    return segment->sizeInBytes() < kMaxCompoundBytes;
  }
};

// What the newest commit of a directory says.
struct Commit {
  LogPoint point;
  std::string fingerprint;
};

// Nothing if there is no commit of ours.
absl::StatusOr<std::optional<Commit>> ReadCommit(const Lucene::DirectoryPtr& directory) {
  if (!Lucene::IndexReader::indexExists(directory)) return std::nullopt;
  const auto data = Lucene::IndexReader::getCommitUserData(directory);
  // Lucene++ makes one commit of its own in a new directory, without user data.
  if (!data || !data.contains(index_fields::kPosition)) return std::nullopt;
  Commit commit;
  commit.fingerprint = lucene::FromWide(data.get(index_fields::kFingerprint));
  commit.point.log_id = lucene::FromWide(data.get(index_fields::kLogId));
  const std::string position = lucene::FromWide(data.get(index_fields::kPosition));
  if (!absl::SimpleAtoi(position, &commit.point.position)) {
    return absl::DataLossError(absl::StrCat("the commit's position '", position, "' is no number"));
  }
  return commit;
}

// Ids of all live trials.
void ReadIds(const Lucene::DirectoryPtr& directory, absl::flat_hash_set<std::string>* ids) {
  if (!Lucene::IndexReader::indexExists(directory)) return;
  const auto reader = Lucene::IndexReader::open(directory, /*readOnly=*/true);
  const auto terms = reader->terms(newLucene<Lucene::Term>(index_fields::kId, L""));
  const auto documents = reader->termDocs();
  for (auto term = terms->term(); term && term->field() == index_fields::kId;
       term = terms->next() ? terms->term() : nullptr) {
    documents->seek(terms);
    // Documents that are deleted are not listed.
    if (documents->next()) ids->insert(lucene::FromWide(term->text()));
  }
  ids->erase(index_fields::kPositionId);
  reader->close();
}

class LuceneIndexWriter final : public IndexWriter {
 public:
  LuceneIndexWriter(IndexWriterOptions options, FileLock lock)
      : options_(std::move(options)), lock_(std::move(lock)) {}

  absl::Status Open() {
    return lucene::Guard("open the index", [this]() -> absl::Status {
      directory_ = newLucene<lucene::DurableDirectory>(options_.directory);
      ASSIGN_OR_RETURN(const auto commit, ReadCommit(directory_));
      if (commit.has_value()) {
        if (commit->fingerprint != options_.fingerprint) {
          return ReasonedError(absl::StatusCode::kFailedPrecondition, "FINGERPRINT_MISMATCH",
                               absl::StrCat("the index was written by schema ", commit->fingerprint,
                                            ", this program writes ", options_.fingerprint));
        }
        committed_ = commit->point;
      }
      writer_ =
          newLucene<Lucene::IndexWriter>(directory_, newLucene<Lucene::KeywordAnalyzer>(),
                                         newLucene<lucene::KeepNewestDurableCommit>(directory_),
                                         Lucene::IndexWriter::MaxFieldLengthUNLIMITED);
      writer_->setMergeScheduler(merges_.scheduler());
      const auto policy = newLucene<MergePolicy>(writer_);
      policy->setMergeFactor(options_.merge_factor);
      policy->setMaxMergeMB(options_.max_merge_mb);
      writer_->setMergePolicy(policy);
      writer_->setRAMBufferSizeMB(options_.ram_buffer_mb);
      ReadIds(directory_, &ids_);
      return absl::OkStatus();
    });
  }

  ~LuceneIndexWriter() override {
    if (!writer_) return;
    // Nobody is left to tell; what was not committed comes again from the log.
    lucene::Guard("close the index", [this] {
      writer_->rollback();
      return absl::OkStatus();
    }).IgnoreError();
  }

  absl::Status Upsert(const v1::Trial& trial) override {
    return lucene::Guard("index a trial", [&]() -> absl::Status {
      ASSIGN_OR_RETURN(const Lucene::DocumentPtr document, builder_.Build(trial));
      // A delete by id opens every segment: only trials that are there need it.
      if (ids_.insert(trial.id()).second) {
        writer_->addDocument(document);
      } else {
        ASSIGN_OR_RETURN(const Lucene::TermPtr term, IdTerm(trial.id()));
        writer_->updateDocument(term, document);
      }
      added_ = true;
      return absl::OkStatus();
    });
  }

  absl::Status Delete(absl::string_view id) override {
    if (ids_.erase(id) == 0) return absl::OkStatus();
    return lucene::Guard("delete a trial", [&]() -> absl::Status {
      ASSIGN_OR_RETURN(const Lucene::TermPtr term, IdTerm(id));
      writer_->deleteDocuments(term);
      return absl::OkStatus();
    });
  }

  absl::Status Commit(const LogPoint& point) override {
    if (point.log_id == committed_.log_id && point.position < committed_.position) {
      return absl::InvalidArgumentError(absl::StrCat("a commit at ", point.position,
                                                     " would go back from ", committed_.position));
    }
    const int64_t merges = merges_.finished();
    RETURN_IF_ERROR(lucene::Guard("commit the index", [&]() -> absl::Status {
      // Lucene++ skips a commit without changes; at the same point it may.
      const bool moves = point.position != committed_.position || point.log_id != committed_.log_id;
      if (moves && !added_) {
        ASSIGN_OR_RETURN(const Lucene::TermPtr term, IdTerm(index_fields::kPositionId));
        writer_->updateDocument(term, builder_.PositionDocument());
      }
      ASSIGN_OR_RETURN(const Lucene::String log_id, lucene::ToWide(point.log_id));
      ASSIGN_OR_RETURN(const Lucene::String fingerprint, lucene::ToWide(options_.fingerprint));
      auto data = Lucene::MapStringString::newInstance();
      data.put(index_fields::kPosition, Lucene::String(std::to_wstring(point.position)));
      data.put(index_fields::kLogId, log_id);
      data.put(index_fields::kFingerprint, fingerprint);
      writer_->commit(data);
      return absl::OkStatus();
    }));
    if (!directory_->healthy()) {
      return absl::DataLossError(
          absl::StrCat("the disk refused to keep a commit in ", options_.directory));
    }
    committed_ = point;
    added_ = false;
    committed_merges_ = merges;
    return absl::OkStatus();
  }

  const LogPoint& committed() const override { return committed_; }

  bool HasUncommittedMerge() const override { return merges_.finished() > committed_merges_; }

  absl::Status WaitForMerges() override {
    return lucene::Guard("wait for merges", [this] {
      writer_->waitForMerges();
      return merges_.error();
    });
  }

  IndexStatistics Statistics() const override {
    IndexStatistics statistics;
    statistics.document_count = static_cast<int64_t>(ids_.size());
    lucene::Guard("count segments", [&] {
      const auto segments = newLucene<Lucene::SegmentInfos>();
      segments->read(directory_);
      statistics.segment_count = segments->size();
      return absl::OkStatus();
    }).IgnoreError();
    std::error_code error;
    for (std::filesystem::directory_iterator it(options_.directory, error), end;
         !error && it != end; it.increment(error)) {
      // A file may go between listing and asking.
      std::error_code gone;
      const auto size = it->file_size(gone);
      if (!gone) statistics.bytes += static_cast<int64_t>(size);
    }
    return statistics;
  }

 private:
  static absl::StatusOr<Lucene::TermPtr> IdTerm(absl::string_view id) {
    ASSIGN_OR_RETURN(const Lucene::String wide, lucene::ToWide(id));
    return newLucene<Lucene::Term>(index_fields::kId, wide);
  }

  const IndexWriterOptions options_;
  const FileLock lock_;
  lucene::DocumentBuilder builder_;
  // Before the writer, which waits for a running merge when it goes.
  lucene::MergeThread merges_;
  lucene::DurableDirectoryPtr directory_;
  Lucene::IndexWriterPtr writer_;
  absl::flat_hash_set<std::string> ids_;
  LogPoint committed_;
  // A document was added since the newest commit, so that Lucene++ will not skip the next.
  bool added_ = false;
  int64_t committed_merges_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<IndexWriter>> OpenIndexWriter(const IndexWriterOptions& options) {
  RETURN_IF_ERROR(CreateDirectories(options.directory));
  ASSIGN_OR_RETURN(FileLock lock, FileLock::Acquire(absl::StrCat(options.directory, "/", kLock)));
  auto writer = std::make_unique<LuceneIndexWriter>(options, std::move(lock));
  RETURN_IF_ERROR(writer->Open());
  return writer;
}

absl::StatusOr<LogPoint> ReadLogPoint(const std::string& directory) {
  std::optional<Commit> commit;
  RETURN_IF_ERROR(lucene::Guard("read the commit", [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const Lucene::String path, lucene::ToWide(directory));
    ASSIGN_OR_RETURN(commit, ReadCommit(newLucene<Lucene::MMapDirectory>(path)));
    return absl::OkStatus();
  }));
  if (!commit.has_value()) return absl::NotFoundError(absl::StrCat("no index in ", directory));
  return commit->point;
}

}  // namespace trialdex
