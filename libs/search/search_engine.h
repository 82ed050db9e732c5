// The use case of the query service: requests in, trials out.
#ifndef TRIALDEX_LIBS_SEARCH_SEARCH_ENGINE_H_
#define TRIALDEX_LIBS_SEARCH_SEARCH_ENGINE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/index_search.h"
#include "libs/index/snapshot_source.h"
#include "libs/search/analyzer_pool.h"
#include "libs/search/checked_search.h"
#include "libs/search/hits/hit_stream.h"
#include "libs/search/paging/pinned_snapshots.h"
#include "libs/search/suggest/live_completions.h"
#include "libs/search/synonyms/live_synonyms.h"
#include "libs/search/warm_start/asked_searches.h"
#include "libs/search/wire/serialized.h"
#include "trialdex/v1/query_service.pb.h"

namespace trialdex {

struct SearchEngineOptions {
  // A search that takes longer answers with what it has. Far above what any
  // sensible search takes; keeps one bad query from holding a thread.
  absl::Duration time_limit = absl::Seconds(10);
  // Longest wait for `min_position`.
  absl::Duration max_position_wait = absl::Seconds(30);
  // Trials in one answer stop here; one trial always fits. Below gRPC's usual
  // limit of 64 MiB by far, so that answers stay small enough to hold many at once.
  size_t max_page_bytes = size_t{8} << 20;
  PinnedSnapshotsOptions pinned;
  // Its time limit is that of a search.
  HitStreamOptions stream;
  // Null: words have no synonyms. Must outlive the engine.
  const LiveSynonyms* synonyms = nullptr;
  // Takes in what is searched for. Null: nobody does. Must outlive the engine.
  AskedSearches* asked = nullptr;
};

// Answers from the newest snapshot of `source`. Keeps no state but the snapshots
// that page tokens need. Thread-safe.
//
// Errors of all calls are those of query_service.proto.
class SearchEngine {
 public:
  // `source` and `clock` must outlive the engine.
  SearchEngine(SnapshotSource& source, const SearchEngineOptions& options,
               const Clock& clock = RealClock());

  // Calls `done` once, when a call that asks for `min_position` of log `log_id`
  // may begin, or when it never may: with LOG_MISMATCH at once, with
  // POSITION_NOT_REACHED at `deadline` or after the longest wait. `done` must not block.
  void WhenReady(uint64_t min_position, const std::string& log_id, absl::Time deadline,
                 std::function<void(const absl::Status&)> done);

  // These do not wait: a `min_position` that is not reached is UNAVAILABLE.
  absl::StatusOr<Serialized<v1::SearchTrialsResponse>> SearchSerialized(
      const v1::SearchTrialsRequest& request);
  absl::StatusOr<v1::SearchTrialsResponse> Search(const v1::SearchTrialsRequest& request) {
    return Parsed(SearchSerialized(request));
  }
  // Reads into memory what a search reads, as if it had been asked before.
  absl::Status MakeReady(const v1::SearchTrialsRequest& request) {
    return Answer(request, /*again_soon=*/true).status();
  }
  absl::StatusOr<v1::ExplainTrialResponse> Explain(const v1::ExplainTrialRequest& request);
  // All hits of a search. The stream must not outlive the engine.
  absl::StatusOr<std::unique_ptr<HitStream>> Stream(const v1::StreamSearchRequest& request);
  absl::StatusOr<Serialized<v1::GetTrialResponse>> GetSerialized(
      const v1::GetTrialRequest& request) const;
  absl::StatusOr<v1::GetTrialResponse> Get(const v1::GetTrialRequest& request) const {
    return Parsed(GetSerialized(request));
  }
  absl::StatusOr<Serialized<v1::BatchGetTrialsResponse>> BatchGetSerialized(
      const v1::BatchGetTrialsRequest& request) const;
  absl::StatusOr<v1::BatchGetTrialsResponse> BatchGet(
      const v1::BatchGetTrialsRequest& request) const {
    return Parsed(BatchGetSerialized(request));
  }
  absl::StatusOr<v1::GetFieldStatisticsResponse> FieldStatistics(
      const v1::GetFieldStatisticsRequest& request) const;
  absl::StatusOr<v1::MatchTrialsResponse> Match(const v1::MatchTrialsRequest& request);
  absl::StatusOr<v1::FindRelatedTrialsResponse> FindRelated(
      const v1::FindRelatedTrialsRequest& request);
  absl::StatusOr<v1::SuggestResponse> Suggest(const v1::SuggestRequest& request);
  absl::StatusOr<v1::GetQueryStatusResponse> Status() const;
  // Needs no index.
  absl::StatusOr<v1::ValidateQueryResponse> Validate(const v1::ValidateQueryRequest& request);

  // Lets go of snapshots that no page token may use any more. To be called now and then.
  void DropExpired() { pinned_.DropExpired(); }
  // Begins to read what a new snapshot has to complete to. To be called when there may be one.
  void RefreshCompletions() { completions_.Refresh(); }
  // Memory that completions take.
  size_t completion_bytes() const { return completions_.byte_size(); }

 private:
  using Snapshot = std::shared_ptr<const IndexSnapshot>;

  // `again_soon` as PageRange.
  absl::StatusOr<Serialized<v1::SearchTrialsResponse>> Answer(
      const v1::SearchTrialsRequest& request, bool again_soon);
  // The current snapshot, if it is of that log and has reached that position.
  absl::StatusOr<Snapshot> Ready(uint64_t min_position, const std::string& log_id) const;
  // `request` understood with the current synonyms or, if it has a page token, with
  // those of its first page; `synonyms` keeps them.
  absl::StatusOr<CheckedSearch> Check(const v1::SearchTrialsRequest& request,
                                      std::shared_ptr<const SynonymSource>& synonyms);
  // The snapshot that the page comes from.
  absl::StatusOr<Snapshot> SnapshotFor(const CheckedSearch& search, const Snapshot& current,
                                       uint64_t digest);
  // Appends the trials of `page` to `response`, as many as fit and as there is time for until
  // `deadline`, but at least one. Returns how many.
  absl::StatusOr<size_t> AddHits(const v1::SearchTrialsRequest& request,
                                 const CheckedSearch& search, const IndexSnapshot& snapshot,
                                 const FoundPage& page, absl::Time deadline, std::string& response);
  // Counts the facets asked for over all matches of `page`, until `deadline`.
  absl::Status AddFacets(const CheckedSearch& search, const IndexSnapshot& snapshot,
                         FoundPage& page, absl::Time deadline,
                         v1::SearchTrialsResponse& response) const;
  // Adds other queries that find more if `response` has few hits, and what each clause does if
  // it has none; as much as there is time for until `deadline`.
  absl::Status AddAdvice(const v1::SearchTrialsRequest& request, const CheckedSearch& search,
                         const IndexSnapshot& snapshot, absl::Time deadline,
                         v1::SearchTrialsResponse& response);
  // Trials of `snapshot` that `request` finds with `query`.
  absl::StatusOr<int64_t> CountHits(const v1::SearchTrialsRequest& request,
                                    const std::string& query, const IndexSnapshot& snapshot,
                                    absl::Time deadline);

  SnapshotSource& source_;
  const SearchEngineOptions options_;
  const Clock& clock_;
  AnalyzerPool analyzers_;
  PinnedSnapshots pinned_;
  LiveCompletions completions_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SEARCH_ENGINE_H_
