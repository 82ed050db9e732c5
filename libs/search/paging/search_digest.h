// What page tokens are bound to.
#ifndef TRIALDEX_LIBS_SEARCH_PAGING_SEARCH_DIGEST_H_
#define TRIALDEX_LIBS_SEARCH_PAGING_SEARCH_DIGEST_H_

#include <cstdint>

#include "libs/index/snapshot.h"
#include "trialdex/v1/search.pb.h"

namespace trialdex {

// What a page token must have been made for: all of `request` that says which trials there
// are and in which order, and the log and schema of `snapshot`.
uint64_t DigestOfSearch(const v1::SearchTrialsRequest& request, const IndexSnapshot& snapshot);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_PAGING_SEARCH_DIGEST_H_
