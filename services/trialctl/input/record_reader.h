// Cuts input files into the records that `trialctl submit` sends.
#ifndef TRIALDEX_SERVICES_TRIALCTL_INPUT_RECORD_READER_H_
#define TRIALDEX_SERVICES_TRIALCTL_INPUT_RECORD_READER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

struct RecordReaderOptions {
  // Form of all records; unspecified lets the server tell.
  v1::SourceFormat format = v1::SOURCE_FORMAT_UNSPECIFIED;
  // A longer line or file stops the reading with RESOURCE_EXHAUSTED. Above the server's record
  // limit, so that a record that is too large gets its own outcome there.
  int64_t max_record_bytes = int64_t{256} << 20;
};

// Called for each record in order, with the bytes of the file read so far. An
// error stops the reading and is returned.
using RecordSink = std::function<absl::Status(v1::RawRecord record, int64_t consumed_bytes)>;

// Reads the records of one file ("-": standard input), decompressed.
//
// The content decides, not the name. A file whose first line is a whole JSON
// object is JSON Lines, a record a line; any other file is one record. A line
// {"nct_id", "downloaded", "xml"} or {"nct_id", "text"} is an envelope: the
// record is the text inside, `downloaded` (yyyy-mm-dd) its fetch date. One API
// page {"studies": [...]} or a JSON array of studies is cut into its studies.
// What cannot be read as any of these is handed on as it is, for the server to reject
// and keep. An empty file is one empty record. `source_uri` is the path with the line number;
// bytes of the path that are not UTF-8 are written as %FF.
absl::Status ReadRecords(const std::string& path, const RecordReaderOptions& options,
                         const RecordSink& sink);

// The regular files under `paths`, folders walked in order of name, "-" kept;
// hidden files are left out. NOT_FOUND for a path that does not exist.
absl::StatusOr<std::vector<std::string>> ExpandPaths(const std::vector<std::string>& paths);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_INPUT_RECORD_READER_H_
