#include "libs/search/synonyms/live_synonyms.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/thread_priority.h"
#include "libs/search/synonyms/synonym_sets.h"
#include "libs/text/analyzer.h"

namespace trialdex {
namespace {

// The file's name without its folders: what users see as the source.
absl::string_view BaseName(absl::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == absl::string_view::npos ? path : path.substr(slash + 1);
}

std::shared_ptr<const SynonymSet> EmptySet() {
  Analyzer analyzer;
  return SynonymSetBuilder(analyzer).Build();
}

}  // namespace

LiveSynonyms::LiveSynonyms(LiveSynonymsOptions options, const SnapshotSource& source,
                           const Clock& clock)
    : options_(std::move(options)), source_(source), clock_(clock) {
  absl::MutexLock lock(&refresh_mutex_);
  from_files_ = EmptySet();
  learnt_ = EmptySet();
  Publish();
}

LiveSynonyms::~LiveSynonyms() { StopFollowing(); }

std::shared_ptr<const SynonymSource> LiveSynonyms::Current() const {
  absl::MutexLock lock(&mutex_);
  return current_;
}

std::shared_ptr<const SynonymSource> LiveSynonyms::Find(uint64_t digest) const {
  absl::MutexLock lock(&mutex_);
  if (current_->digest() == digest) return current_;
  for (const Replaced& replaced : replaced_) {
    if (replaced.synonyms->digest() == digest && replaced.until > clock_.Now()) {
      return replaced.synonyms;
    }
  }
  return nullptr;
}

SynonymCounts LiveSynonyms::Counts() const {
  absl::MutexLock lock(&mutex_);
  return counts_;
}

absl::Status LiveSynonyms::Refresh() {
  absl::MutexLock lock(&refresh_mutex_);
  const absl::Status files = ReadFiles();
  const absl::Status learnt = Learn();
  return files.ok() ? learnt : files;
}

absl::Status LiveSynonyms::RefreshFiles() {
  absl::MutexLock lock(&refresh_mutex_);
  return ReadFiles();
}

absl::Status LiveSynonyms::ReadFiles() {
  std::vector<FileIdentity> states;
  for (const std::string& file : options_.files) states.push_back(IdentityOf(file));
  if (states == file_states_) return files_status_;
  // Taken before reading: a file that changes meanwhile is read again next time.
  file_states_ = std::move(states);
  Analyzer analyzer;
  SynonymSetBuilder builder(analyzer);
  files_status_ = absl::OkStatus();
  for (const std::string& file : options_.files) {
    files_status_ = ReadSynonymFile(file, options_.scopes, [&](const SynonymRule& rule) {
      builder.Add(rule, BaseName(file), options_.file_weight);
    });
    RETURN_IF_ERROR(files_status_);
  }
  from_files_ = builder.Build();
  files_read_ = clock_.Now();
  Publish();
  return absl::OkStatus();
}

bool LiveSynonyms::IsTimeToLearn(const IndexSnapshot& snapshot) const {
  if (snapshot.version() == learnt_version_) return false;
  const absl::Duration since = clock_.Now() - learnt_at_;
  if (since >= options_.learn_interval) return true;
  if (since < learning_took_ / options_.learn_share) return false;
  const int64_t change = std::abs(snapshot.trial_count() - learnt_trials_);
  return change * 10 >= std::max<int64_t>(learnt_trials_, 1);
}

absl::Status LiveSynonyms::Learn() {
  if (!options_.learn) return absl::OkStatus();
  const auto snapshot = source_.Current();
  // That there is no index yet is for others to say.
  if (!snapshot.ok() || !IsTimeToLearn(**snapshot)) return absl::OkStatus();
  const absl::Time begun = clock_.Now();
  Analyzer analyzer;
  ASSIGN_OR_RETURN(learnt_, MineSynonyms(**snapshot, options_.mining, analyzer));
  learnt_version_ = (*snapshot)->version();
  learnt_trials_ = (*snapshot)->trial_count();
  learnt_at_ = clock_.Now();
  learning_took_ = learnt_at_ - begun;
  Publish();
  return absl::OkStatus();
}

void LiveSynonyms::Publish() {
  auto sets = std::make_shared<const SynonymSets>(std::vector<Set>{from_files_, learnt_});
  const absl::Time now = clock_.Now();
  absl::MutexLock lock(&mutex_);
  if (current_ != nullptr) replaced_.push_back({std::move(current_), now + options_.keep_replaced});
  while (!replaced_.empty() &&
         (replaced_.size() > options_.max_replaced || replaced_.front().until <= now)) {
    replaced_.pop_front();
  }
  current_ = std::move(sets);
  counts_ = {from_files_->rule_count(), learnt_->rule_count(),
             from_files_->byte_size() + learnt_->byte_size(), files_read_};
}

void LiveSynonyms::Follow(std::function<void(const absl::Status&)> refreshed) {
  thread_ = std::thread([this, refreshed = std::move(refreshed)] { Poll(refreshed); });
}

void LiveSynonyms::StopFollowing() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

void LiveSynonyms::Poll(const std::function<void(const absl::Status&)>& refreshed) {
  YieldToOtherThreads();
  while (true) {
    refreshed(Refresh());
    absl::MutexLock lock(&mutex_);
    if (mutex_.AwaitWithTimeout(absl::Condition(&stopping_), options_.poll_interval)) return;
  }
}

}  // namespace trialdex
