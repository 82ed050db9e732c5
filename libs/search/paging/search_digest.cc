#include "libs/search/paging/search_digest.h"

#include <string>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "libs/search/paging/page_token.h"

namespace trialdex {

uint64_t DigestOfSearch(const v1::SearchTrialsRequest& request, const IndexSnapshot& snapshot) {
  v1::SearchTrialsRequest search = request;
  search.clear_page_size();
  search.clear_page_token();
  search.clear_view();
  search.clear_read_mask();
  search.clear_highlight();
  search.clear_min_position();
  search.clear_log_id();
  search.clear_time_limit();
  search.clear_facets();
  search.clear_suggest();
  search.clear_total_size_limit();
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    search.SerializeToCodedStream(&coded);
  }
  return DigestOf({bytes, snapshot.log_id(), snapshot.fingerprint()});
}

}  // namespace trialdex
