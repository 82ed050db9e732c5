#include "libs/index/snapshot.h"

#include <cmath>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/compression.h"
#include "libs/base/parallel_for.h"
#include "libs/base/status_macros.h"
#include "libs/index/document/trial_codec.h"

namespace trialdex {
namespace {

// How far averages may be off until they are taken anew, as a logarithm: of any field, and
// of a field times the share of trials that have it. A length counts 0.75 of what it is
// above average, so scores are off by less, and those of all trials in the same direction.
constexpr double kMostDrift = 0.25;
constexpr double kMostMeanDrift = 0.02;

}  // namespace

SegmentView::SegmentView(std::shared_ptr<const Segment> segment,
                         std::shared_ptr<const DocSet> deleted)
    : segment_(std::move(segment)),
      deleted_(std::move(deleted)),
      live_(segment_->columns().trials()),
      totals_(segment_->columns().totals()) {
  if (deleted_ != nullptr) {
    live_.Subtract(*deleted_);
    deleted_->ForEach([this](uint32_t doc) { segment_->columns().SubtractFrom(totals_, doc); });
  }
  trial_count_ = live_.Count();
}

absl::StatusOr<std::shared_ptr<const SegmentView>> IndexSnapshot::LoadView(
    const IndexCommit::Segment& wanted, const IndexSnapshot* previous, ByteCache& cache) {
  std::shared_ptr<const Segment> segment;
  if (previous != nullptr) {
    for (const auto& held : previous->segments_) {
      if (held->IsOf(wanted.files.get(), wanted.deleted.get())) return held;
      if (&held->segment().files() == wanted.files.get()) segment = held->shared_segment();
    }
  }
  if (segment == nullptr) {
    ASSIGN_OR_RETURN(segment, Segment::Load(wanted.files, cache));
  }
  return std::make_shared<const SegmentView>(std::move(segment), wanted.deleted);
}

absl::StatusOr<std::shared_ptr<const IndexSnapshot>> IndexSnapshot::Load(
    const IndexCommit& commit, const IndexSnapshot* previous, ByteCache& cache) {
  const std::shared_ptr<IndexSnapshot> snapshot(new IndexSnapshot(cache));
  snapshot->position_ = commit.position;
  snapshot->log_id_ = commit.log_id;
  snapshot->fingerprint_ = commit.fingerprint;
  snapshot->version_ = commit.version;
  std::vector<std::shared_ptr<const SegmentView>> views(commit.segments.size());
  std::vector<absl::Status> loaded(commit.segments.size());
  ParallelFor(views.size(), [&](size_t i) {
    auto view = LoadView(commit.segments[i], previous, cache);
    loaded[i] = view.status();
    if (view.ok()) views[i] = *std::move(view);
  });
  for (size_t i = 0; i < views.size(); ++i) {
    RETURN_IF_ERROR(loaded[i]);
    // A segment of deleted trials has nothing to search.
    if (views[i]->trial_count() > 0) snapshot->segments_.push_back(std::move(views[i]));
  }
  snapshot->CountLengths(previous);
  snapshot->recent_searches_ =
      previous == nullptr ? std::make_shared<RecentSearches>() : previous->recent_searches_;
  return snapshot;
}

void IndexSnapshot::CountLengths(const IndexSnapshot* previous) {
  FieldTotals totals = {};
  for (const auto& view : segments_) {
    trial_count_ += view->trial_count();
    for (size_t field = 0; field < kTextFieldCount; ++field) {
      totals[field].docs += view->totals()[field].docs;
      totals[field].tokens += view->totals()[field].tokens;
    }
  }
  bool drifted = previous == nullptr;
  for (size_t field = 0; field < kTextFieldCount; ++field) {
    const auto docs = static_cast<double>(totals[field].docs);
    average_lengths_[field] =
        totals[field].tokens == 0 ? 1.0 : static_cast<double>(totals[field].tokens) / docs;
    if (drifted) continue;
    const double off =
        std::abs(std::log(average_lengths_[field] / previous->average_lengths_[field]));
    drifted = off > kMostDrift || off * docs > kMostMeanDrift * static_cast<double>(trial_count_);
  }
  // All or none, so that not one field after the other makes what is kept useless.
  if (!drifted) average_lengths_ = previous->average_lengths_;
}

absl::StatusOr<DocAddress> IndexSnapshot::Find(absl::string_view id) const {
  // Of trials that claim one alias, the lowest id has it, as in the log.
  std::optional<DocAddress> found;
  for (const TermField field : {TermField::kId, TermField::kAlias}) {
    for (size_t i = 0; i < segments_.size(); ++i) {
      const SegmentView& view = *segments_[i];
      ASSIGN_OR_RETURN(const std::vector<uint32_t> docs, view.segment().files().Docs(field, id));
      for (const uint32_t doc : docs) {
        if (!view.live().Contains(doc)) continue;
        const DocAddress address = {static_cast<uint32_t>(i), doc};
        if (field == TermField::kId) return address;
        if (!found.has_value() || this->id(address) < this->id(*found)) found = address;
      }
    }
  }
  if (found.has_value()) return *found;
  return absl::NotFoundError(absl::StrCat("there is no trial ", id));
}

absl::StatusOr<absl::string_view> IndexSnapshot::SummaryBytes(DocAddress address) const {
  return segments_[address.segment]->segment().files().Stored(address.doc, StoredField::kSummary);
}

absl::StatusOr<v1::TrialSummary> IndexSnapshot::ReadSummary(DocAddress address) const {
  ASSIGN_OR_RETURN(const absl::string_view bytes, SummaryBytes(address));
  v1::TrialSummary summary;
  if (!summary.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError(absl::StrCat("the stored summary of ", id(address), " is damaged"));
  }
  return summary;
}

absl::StatusOr<std::string> IndexSnapshot::TrialBytes(DocAddress address) const {
  ASSIGN_OR_RETURN(
      const absl::string_view stored,
      segments_[address.segment]->segment().files().Stored(address.doc, StoredField::kTrial));
  return Decompress(stored);
}

absl::StatusOr<v1::Trial> IndexSnapshot::ReadTrial(DocAddress address) const {
  ASSIGN_OR_RETURN(
      const absl::string_view stored,
      segments_[address.segment]->segment().files().Stored(address.doc, StoredField::kTrial));
  return DecodeTrial(stored);
}

}  // namespace trialdex
