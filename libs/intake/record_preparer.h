// The part of intake that needs no log: raw bytes to what can be compared and stored.
#ifndef TRIALDEX_LIBS_INTAKE_RECORD_PREPARER_H_
#define TRIALDEX_LIBS_INTAKE_RECORD_PREPARER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/base/clock.h"
#include "libs/base/compression.h"
#include "libs/sources/record_parser.h"
#include "trialdex/storage/v1/log_storage.pb.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

// A record, parsed, digested and, if it is to be stored, packed. Holds no Trial: most are never
// looked into again, and the frame is a tenth of its size in memory.
struct PreparedRecord {
  // Set if it was not understood; then only the next six are set.
  std::optional<v1::Rejection> rejection;
  // The record; without its content once that is packed, or if it is too large to be kept.
  v1::RawRecord record;
  bool packed = false;
  int64_t content_bytes = 0;
  // Digest128 of the content.
  std::string raw_digest;
  // The content, compressed: behind what `trial_frame` holds, if it was understood. Empty
  // until it is packed, or if it is too large to be kept.
  std::string raw_frame;
  bool keep_content = true;

  std::string trial_id;
  v1::SourceFormat format = v1::SOURCE_FORMAT_UNSPECIFIED;
  storage::v1::VersionKey key;
  // Other ids of the trial, canonical.
  std::vector<std::string> aliases;
  // Holds `unknown_fields` and `id` only.
  v1::Trial unknown;
  // The Trial without its provenance, serialised, until it is packed; then `trial_frame`,
  // compressed. What follows that in another frame is added to it, see Decompress.
  std::string trial_bytes;
  std::string trial_frame;
  // Where it comes from; the position is not known yet.
  v1::Provenance provenance;
};

// Packs the record's content and its Trial; nothing if they are. Not done for a record that is
// held already, as most are when a registry is crawled again: it is most of a record's cost.
void Pack(PreparedRecord& record, Compressor& compressor);

// Prepares records. Thread-safe.
class RecordPreparer {
 public:
  // `parsers`, one per format, and `clock` must outlive this.
  RecordPreparer(absl::Span<const RecordParser* const> parsers, size_t max_record_bytes,
                 const Clock& clock);

  // Never fails: what is wrong with the record is in `rejection`. Not packed.
  PreparedRecord Prepare(v1::RawRecord record) const;

  // The parser of a format; null if there is none.
  const RecordParser* FindParser(v1::SourceFormat format) const;

 private:
  absl::Status Understand(const v1::RawRecord& record, PreparedRecord& prepared) const;

  absl::flat_hash_map<int, const RecordParser*> parsers_;
  const size_t max_record_bytes_;
  const Clock& clock_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_RECORD_PREPARER_H_
