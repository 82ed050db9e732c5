// The sites of documents where a word or phrase stands.
#ifndef TRIALDEX_LIBS_INDEX_SITES_SITE_LIST_H_
#define TRIALDEX_LIBS_INDEX_SITES_SITE_LIST_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace trialdex {

// A site where a word or phrase stands.
struct SitePart {
  // Index into `contacts_locations.locations`.
  uint32_t site;
  // FrequencyPart of what it counts there: above 0 and up to 1.
  float part;
};

// Sites of documents of one segment, by document. Thread-safe once made.
class SiteList {
 public:
  // Documents come in ascending order, their sites, too. A document without any is left out.
  void Add(uint32_t doc, absl::Span<const SitePart> sites) {
    if (sites.empty()) return;
    docs_.push_back(doc);
    sites_.insert(sites_.end(), sites.begin(), sites.end());
    ends_.push_back(static_cast<uint32_t>(sites_.size()));
  }
  void ShrinkToFit() {
    docs_.shrink_to_fit();
    ends_.shrink_to_fit();
    sites_.shrink_to_fit();
  }

  // The sites of `doc`; none if it is not in the list.
  absl::Span<const SitePart> Find(uint32_t doc) const {
    const auto found = std::lower_bound(docs_.begin(), docs_.end(), doc);
    if (found == docs_.end() || *found != doc) return {};
    return sites(static_cast<size_t>(found - docs_.begin()));
  }

  const std::vector<uint32_t>& docs() const { return docs_; }
  // Of docs()[i].
  absl::Span<const SitePart> sites(size_t i) const {
    const size_t begin = i == 0 ? 0 : ends_[i - 1];
    return absl::MakeConstSpan(sites_).subspan(begin, ends_[i] - begin);
  }

  size_t byte_size() const {
    return sizeof(*this) + (docs_.capacity() + ends_.capacity()) * sizeof(uint32_t) +
           sites_.capacity() * sizeof(SitePart);
  }

 private:
  std::vector<uint32_t> docs_;
  // By document: where its sites end.
  std::vector<uint32_t> ends_;
  std::vector<SitePart> sites_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SITES_SITE_LIST_H_
