// What an answer shows of the trials that a search found.
#ifndef TRIALDEX_LIBS_SEARCH_HITS_HIT_READER_H_
#define TRIALDEX_LIBS_SEARCH_HITS_HIT_READER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/index/index_search.h"
#include "libs/index/matching/prepared_query.h"
#include "libs/index/out_of_time.h"
#include "libs/search/checked_search.h"
#include "libs/search/hits/highlighter.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/search.pb.h"
#include "trialdex/v1/trial_hit.pb.h"

namespace trialdex {

// Reads trials from a snapshot in the view that a request asks for. Not thread-safe.
class HitReader {
 public:
  // `search` was checked from `request`; `query` is what SearchIndex made of it, null if it did
  // not come to that. All must outlive the reader; `analyzer` is its own as long as it lives.
  // Errors as Segment.
  static absl::StatusOr<HitReader> Open(const v1::SearchTrialsRequest& request,
                                        const CheckedSearch& search, const IndexSnapshot& snapshot,
                                        std::shared_ptr<const PreparedQuery> query,
                                        Analyzer& analyzer);

  // Appends the hits of `found` to a response in wire form, as its field `hits`: in order, as
  // many as fit into `max_bytes` and as there is time for, but at least one. Returns how many.
  // DATA_LOSS if a trial cannot be read.
  absl::StatusOr<size_t> Read(absl::Span<const FoundTrial> found, size_t max_bytes,
                              const OutOfTime& out_of_time, std::string& response);

 private:
  HitReader(const v1::SearchTrialsRequest& request, const CheckedSearch& search,
            const IndexSnapshot& snapshot, std::shared_ptr<const PreparedQuery> query);

  // Words that only the exclusion criteria have, for each of `found`.
  absl::StatusOr<std::vector<std::vector<std::string>>> OnlyInExclusion(
      absl::Span<const FoundTrial> found) const;
  // Fills `hit_` and `stored_` with what is to be said of `found`.
  absl::Status ReadHit(const FoundTrial& found);
  absl::Status ReadTrial(const FoundTrial& found);

  const v1::SearchTrialsRequest* request_;
  const CheckedSearch* search_;
  const IndexSnapshot* snapshot_;
  std::shared_ptr<const PreparedQuery> query_;
  // None if nobody asked for highlights.
  std::optional<Highlighter> highlighter_;
  std::optional<GeoPoint> point_;
  // The hit being read, but for the part that is stored as it is sent: its field `stored_field_`,
  // 0 for none. A trial lives in `trial_bytes_`.
  v1::TrialHit hit_;
  int stored_field_ = 0;
  absl::string_view stored_;
  std::string trial_bytes_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_HITS_HIT_READER_H_
