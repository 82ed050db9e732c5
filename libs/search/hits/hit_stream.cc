#include "libs/search/hits/hit_stream.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "libs/base/status_macros.h"

namespace trialdex {

HitStream::HitStream(v1::StreamSearchRequest request, CheckedSearch search,
                     std::shared_ptr<const IndexSnapshot> snapshot, const HitStreamOptions& options,
                     const Clock& clock)
    : request_(std::move(request)),
      search_(std::move(search)),
      snapshot_(std::move(snapshot)),
      options_(options),
      clock_(clock),
      wanted_(request_.limit() > 0 ? static_cast<uint64_t>(request_.limit())
                                   : std::numeric_limits<uint64_t>::max()) {}

absl::Status HitStream::FindWindow() {
  PageRange range;
  range.limit = static_cast<size_t>(std::min<uint64_t>(options_.window, wanted_));
  range.deadline = clock_.Now() + options_.time_limit;
  SortPlace last;
  if (!window_.empty()) {
    last = std::move(window_.back().place);
    range.after = &last;
  }
  ASSIGN_OR_RETURN(FoundPage page, SearchIndex(*snapshot_, search_.parsed, range, clock_));
  if (page.out_of_time) {
    return absl::DeadlineExceededError(
        absl::StrCat("the search takes longer than ", absl::FormatDuration(options_.time_limit)));
  }
  window_ = std::move(page.trials);
  query_ = std::move(page.query);
  next_ = 0;
  total_ = page.total;
  wanted_ -= window_.size();
  more_ = page.has_more && wanted_ > 0;
  return absl::OkStatus();
}

absl::StatusOr<bool> HitStream::Next(Serialized<v1::StreamSearchResponse>& response) {
  response.bytes.clear();
  if (next_ == window_.size() && more_) RETURN_IF_ERROR(FindWindow());
  const bool first = !reader_.has_value();
  if (first) {
    ASSIGN_OR_RETURN(HitReader reader,
                     HitReader::Open(request_.search(), search_, *snapshot_, query_, analyzer_));
    reader_.emplace(std::move(reader));
    v1::StreamSearchResponse head;
    head.set_total_size(total_);
    head.set_position(snapshot_->position());
    head.set_log_id(snapshot_->log_id());
    head.AppendToString(&response.bytes);
  }
  if (next_ == window_.size()) return first;
  ASSIGN_OR_RETURN(const size_t count,
                   reader_->Read(
                       absl::MakeConstSpan(window_).subspan(next_), options_.max_response_bytes,
                       [] { return false; }, response.bytes));
  next_ += count;
  return true;
}

}  // namespace trialdex
