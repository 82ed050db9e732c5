// What every registry format offers: bytes in, one Trial out.
#ifndef TRIALDEX_LIBS_SOURCES_RECORD_PARSER_H_
#define TRIALDEX_LIBS_SOURCES_RECORD_PARSER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Reads records of one format. Pure: no I/O, no clock, no state between calls.
// Implementations are thread-safe.
class RecordParser {
 public:
  virtual ~RecordParser() = default;

  virtual v1::SourceFormat format() const = 0;

  // Grows whenever the same bytes may give another Trial. A held version from
  // an older parser is parsed again before it is compared.
  virtual int parser_version() const = 0;

  // The parts of a Trial that this format cannot carry, as field paths
  // ("outcomes", "contacts_locations.locations.zip"): an absent value there
  // means "cannot tell", everywhere else "there is none".
  virtual absl::Span<const absl::string_view> unseen_fields() const = 0;

  // Parses one record. `content` is well-formed UTF-8 without a byte order mark.
  //
  // Fills everything but `Trial.provenance`. Unknown fields and enum values are
  // no error: they are listed in the Trial.
  //
  // INVALID_ARGUMENT, made by RejectionError, if the record cannot be understood.
  virtual absl::StatusOr<v1::Trial> Parse(absl::string_view content) const = 0;
};

// An error that becomes `v1::Rejection`: its ErrorInfo reason is `reason`
// ("MALFORMED_JSON", "MISSING_ID", "INVALID_FIELD"), `field` is the path in the
// source's own words or empty, `message` says the value and the rule.
absl::Status RejectionError(absl::string_view reason, absl::string_view field,
                            absl::string_view message);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_RECORD_PARSER_H_
