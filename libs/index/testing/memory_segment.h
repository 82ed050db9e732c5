// A segment without files, for tests of what reads segments.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_MEMORY_SEGMENT_H_
#define TRIALDEX_LIBS_INDEX_TESTING_MEMORY_SEGMENT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/index/byte_cache.h"
#include "libs/index/segment_files.h"
#include "libs/index/snapshot.h"
#include "libs/schema/columns.h"
#include "libs/schema/site_points.h"
#include "libs/schema/text_fields.h"

namespace trialdex {

// A document, token by token.
struct MemoryDocument {
  struct Word {
    TextField field;
    uint32_t place;
    std::string term;
    // Of libs/index/positions/position.h.
    uint32_t flags = 0;
  };

  std::string id;
  std::vector<std::string> aliases = {};
  std::vector<Word> words = {};
  std::vector<std::string> keyword_terms = {};
  ColumnValues columns = {};
  std::vector<SitePoint> points = {};
  // Deleted in the commit.
  bool deleted = false;

  // Puts the words of `text`, split at spaces, at places `place`, `place` + 1 … as one value.
  MemoryDocument& Write(TextField field, const std::string& text, uint32_t place = 0);
};

// Holds `documents`, in their order. Nothing is stored.
std::shared_ptr<const SegmentFiles> MakeMemorySegment(std::vector<MemoryDocument> documents);

// A snapshot of one segment for each list of documents.
std::shared_ptr<const IndexSnapshot> MakeMemorySnapshot(
    const std::vector<std::vector<MemoryDocument>>& segments, ByteCache& cache);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_MEMORY_SEGMENT_H_
