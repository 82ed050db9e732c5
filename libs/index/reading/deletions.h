// The deleted documents of a segment.
#ifndef TRIALDEX_LIBS_INDEX_READING_DELETIONS_H_
#define TRIALDEX_LIBS_INDEX_READING_DELETIONS_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/index/doc_set.h"

namespace trialdex {

// Reads a .del file of a segment of `doc_count` documents. NOT_FOUND if there is none;
// DATA_LOSS if it is damaged.
absl::StatusOr<std::shared_ptr<const DocSet>> ReadDeletions(const std::string& path,
                                                            uint32_t doc_count);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_DELETIONS_H_
