// All hits of a search, one run after the other.
#ifndef TRIALDEX_LIBS_SEARCH_HITS_HIT_STREAM_H_
#define TRIALDEX_LIBS_SEARCH_HITS_HIT_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/index_search.h"
#include "libs/search/checked_search.h"
#include "libs/search/hits/hit_reader.h"
#include "libs/search/wire/serialized.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/export.pb.h"

namespace trialdex {

struct HitStreamOptions {
  // A response ends here; one hit always fits. Large enough to make the cost of a
  // message vanish, small enough to hold one for each open stream.
  size_t max_response_bytes = size_t{1} << 20;
  // Places that are found at a time. The search is run again for each such window, so
  // that a stream of any length takes little memory; its words stay in the cache.
  size_t window = 20'000;
  // A window that takes longer ends the stream with DEADLINE_EXCEEDED: half an answer
  // would look like a whole one.
  absl::Duration time_limit = absl::Seconds(10);
};

// Holds its snapshot, so that all hits are of one commit. Not thread-safe.
class HitStream {
 public:
  // `search` was checked from `request.search()`. `clock` must outlive the stream.
  HitStream(v1::StreamSearchRequest request, CheckedSearch search,
            std::shared_ptr<const IndexSnapshot> snapshot, const HitStreamOptions& options,
            const Clock& clock);

  // Replaces `response` by the next hits. False if there are none left; the first
  // response comes in any case. Errors as SearchIndex, which end the stream.
  absl::StatusOr<bool> Next(Serialized<v1::StreamSearchResponse>& response);

 private:
  // Finds the places after the last ones, or the first.
  absl::Status FindWindow();

  const v1::StreamSearchRequest request_;
  const CheckedSearch search_;
  const std::shared_ptr<const IndexSnapshot> snapshot_;
  const HitStreamOptions options_;
  const Clock& clock_;
  Analyzer analyzer_;
  // None before the first response.
  std::optional<HitReader> reader_;
  // Hits that are wanted and not found yet.
  uint64_t wanted_;
  std::vector<FoundTrial> window_;
  std::shared_ptr<const PreparedQuery> query_;
  // Next of window_.
  size_t next_ = 0;
  bool more_ = true;
  int64_t total_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_HITS_HIT_STREAM_H_
