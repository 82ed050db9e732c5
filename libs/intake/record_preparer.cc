#include "libs/intake/record_preparer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"
#include "libs/base/utf8.h"
#include "libs/intake/rejection.h"
#include "libs/sources/detection.h"
#include "libs/trial/content_digest.h"
#include "libs/trial/trial_id.h"
#include "libs/trial/version_order.h"

namespace trialdex {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kMaxUriBytes = 2048;
// Years 1 to 9999, as google.protobuf.Timestamp demands.
constexpr int64_t kMinSeconds = -62135596800;
constexpr int64_t kMaxSeconds = 253402300799;

// How far a scraper's clock may be ahead of ours.
constexpr absl::Duration kMaxClockError = absl::Minutes(10);

absl::Status CheckEnvelope(const v1::RawRecord& record, absl::Time now) {
  if (record.source_uri().size() > kMaxUriBytes) {
    return RejectionError("INVALID_FIELD", "source_uri",
                          absl::StrCat("it has ", record.source_uri().size(), " bytes, at most ",
                                       kMaxUriBytes, " are kept"));
  }
  const auto& fetched = record.fetch_time();
  if (fetched.seconds() < kMinSeconds || fetched.seconds() > kMaxSeconds || fetched.nanos() < 0 ||
      fetched.nanos() > 999'999'999) {
    return RejectionError("INVALID_FIELD", "fetch_time", "it is outside of the years 1 to 9999");
  }
  // It would stand before everything that is fetched until then.
  if (FromTimestamp(fetched) > now + kMaxClockError) {
    return RejectionError(
        "INVALID_FIELD", "fetch_time",
        absl::StrCat(absl::FormatTime(FromTimestamp(fetched), absl::UTCTimeZone()),
                     " is in the future: it is ", absl::FormatTime(now, absl::UTCTimeZone())));
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::string_view> CheckText(absl::string_view content) {
  if (absl::StartsWith(content, kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  if (!IsValidUtf8(content)) {
    return RejectionError(
        "INVALID_UTF8", "",
        absl::StrCat("byte ", ValidUtf8Prefix(content), " of the text is not well-formed UTF-8"));
  }
  return content;
}

bool IsAlias(const v1::Trial& trial, const std::string& id) {
  const auto& aliases = trial.identification().aliases();
  return std::any_of(aliases.begin(), aliases.end(), [&id](const std::string& alias) {
    const auto canonical = CanonicalTrialId(alias);
    return canonical.ok() && *canonical == id;
  });
}

// The canonical id, from the content or, where it names none, from the envelope.
absl::StatusOr<std::string> TrialIdOf(const v1::RawRecord& record, const v1::Trial& trial) {
  if (trial.id().empty() && record.trial_id().empty()) {
    return RejectionError("MISSING_ID", "", "neither the record nor its envelope names the trial");
  }
  const std::string& named = trial.id().empty() ? record.trial_id() : trial.id();
  auto id = CanonicalTrialId(named);
  if (!id.ok()) return RejectionError("INVALID_FIELD", "trial_id", id.status().message());
  if (record.trial_id().empty()) return id;
  const auto expected = CanonicalTrialId(record.trial_id());
  if (!expected.ok() || (*expected != *id && !IsAlias(trial, *expected))) {
    return RejectionError("ID_MISMATCH", "trial_id",
                          absl::StrCat("the record is of ", *id, ", not of '",
                                       TruncateUtf8(record.trial_id(), 64), "'"));
  }
  return id;
}

v1::Provenance ProvenanceOf(const v1::RawRecord& record, const RecordParser& parser,
                            const PreparedRecord& prepared) {
  v1::Provenance provenance;
  provenance.set_format(parser.format());
  provenance.set_source_uri(record.source_uri());
  if (record.has_fetch_time()) *provenance.mutable_fetch_time() = record.fetch_time();
  provenance.set_parser_version(parser.parser_version());
  provenance.set_raw_digest(prepared.raw_digest);
  provenance.set_content_digest(prepared.key.content_digest());
  return provenance;
}

}  // namespace

void Pack(PreparedRecord& record, Compressor& compressor) {
  if (record.packed) return;
  record.packed = true;
  std::string& content = *record.record.mutable_content();
  if (record.rejection.has_value()) {
    record.raw_frame = compressor.Compress(content);
  } else {
    record.trial_frame = compressor.Compress(record.trial_bytes);
    record.raw_frame = compressor.CompressAfter(record.trial_bytes, content);
  }
  // Their memory, too: packed records wait in a queue.
  std::string().swap(content);
  std::string().swap(record.trial_bytes);
}

RecordPreparer::RecordPreparer(absl::Span<const RecordParser* const> parsers,
                               size_t max_record_bytes, const Clock& clock)
    : max_record_bytes_(max_record_bytes), clock_(clock) {
  for (const RecordParser* parser : parsers) parsers_[parser->format()] = parser;
}

const RecordParser* RecordPreparer::FindParser(v1::SourceFormat format) const {
  const auto found = parsers_.find(format);
  return found == parsers_.end() ? nullptr : found->second;
}

PreparedRecord RecordPreparer::Prepare(v1::RawRecord record) const {
  PreparedRecord prepared;
  prepared.content_bytes = static_cast<int64_t>(record.content().size());
  prepared.keep_content = record.content().size() <= max_record_bytes_;
  if (prepared.keep_content) prepared.raw_digest = Digest128(record.content());
  const absl::Status understood = Understand(record, prepared);
  if (!understood.ok()) prepared.rejection = ToRejection(understood);
  prepared.record = std::move(record);
  if (!prepared.keep_content) {
    prepared.record.clear_content();
    prepared.packed = true;
  }
  return prepared;
}

absl::Status RecordPreparer::Understand(const v1::RawRecord& record,
                                        PreparedRecord& prepared) const {
  if (!prepared.keep_content) {
    return RejectionError("TOO_LARGE", "",
                          absl::StrCat("the record has ", record.content().size(),
                                       " bytes, at most ", max_record_bytes_, " are taken"));
  }
  RETURN_IF_ERROR(CheckEnvelope(record, clock_.Now()));
  ASSIGN_OR_RETURN(const absl::string_view text, CheckText(record.content()));
  v1::SourceFormat format = record.format();
  if (format == v1::SOURCE_FORMAT_UNSPECIFIED) {
    ASSIGN_OR_RETURN(format, DetectFormat(text));
  }
  const RecordParser* parser = FindParser(format);
  if (parser == nullptr) {
    return RejectionError("UNKNOWN_FORMAT", "",
                          absl::StrCat("there is no parser for format ", static_cast<int>(format)));
  }
  ASSIGN_OR_RETURN(v1::Trial trial, parser->Parse(text));
  ASSIGN_OR_RETURN(prepared.trial_id, TrialIdOf(record, trial));
  trial.set_id(prepared.trial_id);
  prepared.format = format;
  for (const std::string& alias : trial.identification().aliases()) {
    auto canonical = CanonicalTrialId(alias);
    if (canonical.ok() && *canonical != prepared.trial_id) {
      prepared.aliases.push_back(*std::move(canonical));
    }
  }

  prepared.trial_bytes = CanonicalBytes(trial);
  *prepared.key.mutable_last_update_date() = VersionDate(trial);
  if (record.has_fetch_time()) *prepared.key.mutable_fetch_time() = record.fetch_time();
  prepared.key.set_parser_version(parser->parser_version());
  prepared.key.set_content_digest(Digest128(prepared.trial_bytes));
  prepared.provenance = ProvenanceOf(record, *parser, prepared);

  prepared.unknown.set_id(prepared.trial_id);
  *prepared.unknown.mutable_unknown_fields() = std::move(*trial.mutable_unknown_fields());
  return absl::OkStatus();
}

}  // namespace trialdex
