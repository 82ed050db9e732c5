#include "libs/search/warm_start/asked_searches.h"

#include <utility>

namespace trialdex {
namespace {

// Long ones are made by programs, and not asked again.
constexpr size_t kMostBytes = 2048;

v1::SearchTrialsRequest WithoutPage(const v1::SearchTrialsRequest& request) {
  v1::SearchTrialsRequest search;
  search.set_query(request.query());
  search.set_filter(request.filter());
  search.set_order_by(request.order_by());
  *search.mutable_facets() = request.facets();
  *search.mutable_field_weights() = request.field_weights();
  if (request.has_recency()) *search.mutable_recency() = request.recency();
  if (request.has_distance()) *search.mutable_distance() = request.distance();
  search.set_expansion(request.expansion());
  search.set_no_synonyms(request.no_synonyms());
  search.set_total_size_limit(request.total_size_limit());
  return search;
}

}  // namespace

void AskedSearches::Add(const v1::SearchTrialsRequest& request) {
  if (!request.text().empty() || !request.page_token().empty()) return;
  Search search;
  search.request = WithoutPage(request);
  search.key = search.request.SerializeAsString();
  if (search.key.empty() || search.key.size() > kMostBytes) return;
  absl::MutexLock lock(&mutex_);
  if (!searches_.empty() && searches_.front().key == search.key) return;
  ++changes_;
  if (const auto found = by_key_.find(search.key); found != by_key_.end()) {
    searches_.splice(searches_.begin(), searches_, found->second);
    return;
  }
  searches_.push_front(std::move(search));
  by_key_.emplace(searches_.front().key, searches_.begin());
  if (searches_.size() <= kMost) return;
  by_key_.erase(searches_.back().key);
  searches_.pop_back();
}

std::vector<v1::SearchTrialsRequest> AskedSearches::Get() const {
  absl::MutexLock lock(&mutex_);
  std::vector<v1::SearchTrialsRequest> requests;
  requests.reserve(searches_.size());
  for (const Search& search : searches_) requests.push_back(search.request);
  return requests;
}

uint64_t AskedSearches::changes() const {
  absl::MutexLock lock(&mutex_);
  return changes_;
}

}  // namespace trialdex
