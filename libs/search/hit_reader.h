// What an answer shows of the trials that a search found.
#ifndef TRIALDEX_LIBS_SEARCH_HIT_READER_H_
#define TRIALDEX_LIBS_SEARCH_HIT_READER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "google/protobuf/repeated_field.h"
#include "libs/index/index_search.h"
#include "libs/index/out_of_time.h"
#include "libs/search/checked_search.h"
#include "libs/search/highlighter.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/search.pb.h"
#include "trialdex/v1/trial_hit.pb.h"

namespace trialdex {

// Reads trials from a snapshot in the view that a request asks for. Not thread-safe.
class HitReader {
 public:
  // `search` was checked from `request`. All must outlive the reader; `analyzer` is its
  // own as long as it lives. Errors as Segment.
  static absl::StatusOr<HitReader> Open(const v1::SearchTrialsRequest& request,
                                        const CheckedSearch& search, const IndexSnapshot& snapshot,
                                        Analyzer& analyzer);

  // Appends the hits of `found` to `hits`, in order, as many as fit into `max_bytes` and as
  // there is time for, but at least one. Returns how many. DATA_LOSS if a trial cannot be
  // read.
  absl::StatusOr<size_t> Read(absl::Span<const FoundTrial> found, size_t max_bytes,
                              const OutOfTime& out_of_time,
                              google::protobuf::RepeatedPtrField<v1::TrialHit>& hits);

 private:
  HitReader(const v1::SearchTrialsRequest& request, const CheckedSearch& search,
            const IndexSnapshot& snapshot, QueryNode query, Analyzer& analyzer);

  // Words that only the exclusion criteria have, for each of `found`.
  absl::StatusOr<std::vector<std::vector<std::string>>> OnlyInExclusion(
      absl::Span<const FoundTrial> found) const;
  absl::StatusOr<v1::TrialHit> ReadHit(const FoundTrial& found);

  const v1::SearchTrialsRequest* request_;
  const CheckedSearch* search_;
  const IndexSnapshot* snapshot_;
  // Without patterns.
  QueryNode query_;
  Highlighter highlighter_;
  std::optional<GeoPoint> point_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_HIT_READER_H_
