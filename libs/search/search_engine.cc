#include "libs/search/search_engine.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/duration.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/search/explain/explain_trial.h"
#include "libs/search/facets/facet_counter.h"
#include "libs/search/facets/field_statistics.h"
#include "libs/search/hits/hit_reader.h"
#include "libs/search/paging/page_token.h"
#include "libs/search/paging/search_digest.h"
#include "libs/search/ranking_request.h"
#include "libs/search/validate/query_validator.h"

namespace trialdex {
namespace {

absl::Status LogMismatch(const std::string& wanted, const std::string& served) {
  return ReasonedError(absl::StatusCode::kFailedPrecondition, "LOG_MISMATCH",
                       absl::StrCat("log_id: the index is of log ", served, ", not of ", wanted),
                       {{"log_id", served}});
}

SortPlace PlaceOf(const storage::v1::PageToken& token) {
  return {{token.last_values().begin(), token.last_values().end()}, token.last_id()};
}

// 0 without synonyms, as in page tokens.
uint64_t SynonymsDigest(const SynonymSource* synonyms) {
  return synonyms == nullptr ? 0 : synonyms->digest();
}

absl::Status PageTokenExpired() {
  return ReasonedError(absl::StatusCode::kFailedPrecondition, "PAGE_TOKEN_EXPIRED",
                       "page_token: the index has moved on and the ranking that this page "
                       "belongs to is gone; start over without a token");
}

// An update never moves a trial to another place of the order by id. In all others it
// may, so their pages keep to one snapshot.
bool KeepsSnapshot(const CheckedSearch& search) {
  return search.parsed.order.front().kind != SortKey::Kind::kId;
}

std::string MakeToken(const CheckedSearch& search, const IndexSnapshot& snapshot,
                      const SynonymSource* synonyms, uint64_t digest, const SortPlace& last) {
  storage::v1::PageToken token;
  token.set_search_digest(digest);
  if (KeepsSnapshot(search)) token.set_snapshot_version(snapshot.version());
  if (search.by_relevance) token.set_synonyms_digest(SynonymsDigest(synonyms));
  token.mutable_last_values()->Assign(last.values.begin(), last.values.end());
  token.set_last_id(last.id);
  return EncodePageToken(token);
}

void MarkOutOfTime(v1::SearchTrialsResponse& response) {
  response.set_partial(true);
  response.set_partial_reason("TIME_LIMIT");
}

}  // namespace

SearchEngine::SearchEngine(SnapshotSource& source, const SearchEngineOptions& options,
                           const Clock& clock)
    : source_(source),
      options_(options),
      clock_(clock),
      pinned_(options.pinned, clock),
      completions_(source) {}

void SearchEngine::WhenReady(uint64_t min_position, const std::string& log_id, absl::Time deadline,
                             std::function<void(const absl::Status&)> done) {
  const auto current = source_.Current();
  if (current.ok() && !log_id.empty() && (*current)->log_id() != log_id) {
    done(LogMismatch(log_id, (*current)->log_id()));
  } else if (min_position == 0) {
    done(current.status());
  } else {
    source_.WhenReached(min_position, std::min(deadline, clock_.Now() + options_.max_position_wait),
                        std::move(done));
  }
}

absl::StatusOr<SearchEngine::Snapshot> SearchEngine::Ready(uint64_t min_position,
                                                           const std::string& log_id) const {
  ASSIGN_OR_RETURN(Snapshot snapshot, source_.Current());
  if (!log_id.empty() && snapshot->log_id() != log_id) {
    return LogMismatch(log_id, snapshot->log_id());
  }
  if (snapshot->position() < min_position) {
    return PositionNotReached(min_position, snapshot->position());
  }
  return snapshot;
}

absl::StatusOr<CheckedSearch> SearchEngine::Check(const v1::SearchTrialsRequest& request,
                                                  std::shared_ptr<const SynonymSource>& synonyms) {
  const AnalyzerPool::Lease analyzer(analyzers_);
  const bool expand = options_.synonyms != nullptr && !request.no_synonyms();
  if (expand) synonyms = options_.synonyms->Current();
  ASSIGN_OR_RETURN(CheckedSearch search, CheckSearch(request, *analyzer, synonyms.get()));
  const bool others = expand && search.token.has_value() && search.by_relevance &&
                      search.token->synonyms_digest() != synonyms->digest();
  if (others) {
    synonyms = options_.synonyms->Find(search.token->synonyms_digest());
    if (synonyms == nullptr) return PageTokenExpired();
    ASSIGN_OR_RETURN(search, CheckSearch(request, *analyzer, synonyms.get()));
  }
  ASSIGN_OR_RETURN(search.parsed.factors,
                   ReadScoreFactors(request, search.by_relevance, clock_.Now()));
  return search;
}

absl::StatusOr<SearchEngine::Snapshot> SearchEngine::SnapshotFor(const CheckedSearch& search,
                                                                 const Snapshot& current,
                                                                 uint64_t digest) {
  if (!search.token.has_value()) return current;
  if (search.token->search_digest() != digest) return PageTokenMismatch();
  const int64_t version = search.token->snapshot_version();
  if (version == 0 || version == current->version()) return current;
  Snapshot pinned = pinned_.Find(version);
  if (pinned != nullptr) return pinned;
  if (search.by_relevance) return PageTokenExpired();
  // The place is one in any snapshot: going on beats starting over, for whoever was away long.
  return current;
}

absl::StatusOr<size_t> SearchEngine::AddHits(const v1::SearchTrialsRequest& request,
                                             const CheckedSearch& search,
                                             const IndexSnapshot& snapshot, const FoundPage& page,
                                             absl::Time deadline, std::string& response) {
  if (page.trials.empty()) return 0;
  const AnalyzerPool::Lease analyzer(analyzers_);
  ASSIGN_OR_RETURN(HitReader reader,
                   HitReader::Open(request, search, snapshot, page.query, *analyzer));
  return reader.Read(
      page.trials, options_.max_page_bytes, [this, deadline] { return clock_.Now() >= deadline; },
      response);
}

absl::Status SearchEngine::AddFacets(const CheckedSearch& search, const IndexSnapshot& snapshot,
                                     FoundPage& page, absl::Time deadline,
                                     v1::SearchTrialsResponse& response) const {
  ASSIGN_OR_RETURN(
      CountedFacets counted,
      CountFacets(snapshot, search.parsed.filter, search.facets, std::move(page.query_matches),
                  [this, deadline] { return clock_.Now() >= deadline; }));
  for (v1::Facet& facet : counted.facets) *response.add_facets() = std::move(facet);
  if (counted.out_of_time) MarkOutOfTime(response);
  return absl::OkStatus();
}

absl::StatusOr<Serialized<v1::SearchTrialsResponse>> SearchEngine::SearchSerialized(
    const v1::SearchTrialsRequest& request) {
  auto answer = Answer(request, /*again_soon=*/false);
  if (answer.ok() && options_.asked != nullptr) options_.asked->Add(request);
  return answer;
}

absl::StatusOr<Serialized<v1::SearchTrialsResponse>> SearchEngine::Answer(
    const v1::SearchTrialsRequest& request, bool again_soon) {
  const absl::Time start = clock_.Now();
  std::shared_ptr<const SynonymSource> synonyms;
  ASSIGN_OR_RETURN(CheckedSearch search, Check(request, synonyms));
  ASSIGN_OR_RETURN(const Snapshot current, Ready(request.min_position(), request.log_id()));
  const uint64_t digest = DigestOfSearch(request, *current);
  ASSIGN_OR_RETURN(const Snapshot snapshot, SnapshotFor(search, current, digest));

  PageRange range;
  range.limit = search.page_size;
  range.deadline = start + std::min(search.time_limit, options_.time_limit);
  {
    const AnalyzerPool::Lease analyzer(analyzers_);
    RETURN_IF_ERROR(ReadFreeText(request, *snapshot, *analyzer, range.deadline, clock_, search));
  }
  SortPlace after;
  if (search.token.has_value()) {
    after = PlaceOf(*search.token);
    range.after = &after;
  }
  range.again_soon = again_soon;
  range.keep_query_matches = !search.facets.empty();
  if (request.total_size_limit() > 0) range.count_limit = request.total_size_limit();
  ASSIGN_OR_RETURN(FoundPage page, SearchIndex(*snapshot, search.parsed, range, clock_));

  v1::SearchTrialsResponse response;
  response.set_total_size(page.total);
  response.set_total_size_is_minimum(page.total_is_minimum);
  response.set_position(snapshot->position());
  response.set_log_id(snapshot->log_id());
  if (page.out_of_time) MarkOutOfTime(response);
  // Counting, reading and highlighting has the same time once more: what was found
  // within the limit is worth showing.
  const absl::Time fill_until = clock_.Now() + (range.deadline - start);
  if (!search.facets.empty()) {
    RETURN_IF_ERROR(AddFacets(search, *snapshot, page, fill_until, response));
  }
  Serialized<v1::SearchTrialsResponse> serialized;
  ASSIGN_OR_RETURN(const size_t count,
                   AddHits(request, search, *snapshot, page, fill_until, serialized.bytes));
  if (count < page.trials.size() || page.has_more) {
    response.set_next_page_token(
        MakeToken(search, *snapshot, synonyms.get(), digest, page.trials[count - 1].place));
    if (KeepsSnapshot(search)) pinned_.Pin(snapshot);
  }
  if (request.suggest() && !search.token.has_value() && !response.partial()) {
    RETURN_IF_ERROR(AddAdvice(request, search, *snapshot, fill_until, response));
  }
  // Not below zero if the clock was set back.
  *response.mutable_took() = ToDuration(std::max(clock_.Now() - start, absl::ZeroDuration()));
  response.AppendToString(&serialized.bytes);
  return serialized;
}

absl::StatusOr<v1::GetFieldStatisticsResponse> SearchEngine::FieldStatistics(
    const v1::GetFieldStatisticsRequest& request) const {
  ASSIGN_OR_RETURN(const Snapshot snapshot, Ready(request.min_position(), request.log_id()));
  return ReadFieldStatistics(*snapshot, request);
}

absl::StatusOr<v1::ExplainTrialResponse> SearchEngine::Explain(
    const v1::ExplainTrialRequest& request) {
  v1::ExplainTrialRequest asked = request;
  asked.mutable_search()->clear_page_token();
  const v1::SearchTrialsRequest& of = asked.search();
  std::shared_ptr<const SynonymSource> synonyms;
  ASSIGN_OR_RETURN(CheckedSearch search, Check(of, synonyms));
  ASSIGN_OR_RETURN(const Snapshot snapshot, Ready(of.min_position(), of.log_id()));
  const absl::Time deadline = clock_.Now() + std::min(search.time_limit, options_.time_limit);
  const AnalyzerPool::Lease analyzer(analyzers_);
  RETURN_IF_ERROR(ReadFreeText(of, *snapshot, *analyzer, deadline, clock_, search));
  return ExplainTrial(asked, search.parsed, *snapshot);
}

absl::StatusOr<v1::ValidateQueryResponse> SearchEngine::Validate(
    const v1::ValidateQueryRequest& request) {
  const AnalyzerPool::Lease analyzer(analyzers_);
  std::shared_ptr<const SynonymSource> synonyms;
  if (options_.synonyms != nullptr) synonyms = options_.synonyms->Current();
  return ValidateQuery(request, synonyms.get(), *analyzer);
}

absl::StatusOr<v1::GetQueryStatusResponse> SearchEngine::Status() const {
  ASSIGN_OR_RETURN(const Snapshot snapshot, source_.Current());
  v1::GetQueryStatusResponse status;
  status.set_log_id(snapshot->log_id());
  status.set_position(snapshot->position());
  status.set_document_count(snapshot->trial_count());
  status.set_segment_count(static_cast<int32_t>(snapshot->segments().size()));
  status.set_fingerprint(snapshot->fingerprint());
  status.set_pinned_snapshot_count(static_cast<int32_t>(pinned_.count()));
  return status;
}

}  // namespace trialdex
