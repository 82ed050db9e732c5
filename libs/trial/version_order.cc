#include "libs/trial/version_order.h"

#include "libs/base/timestamp.h"
#include "libs/trial/partial_date.h"

namespace trialdex {
namespace {

int CompareFetched(const storage::v1::VersionKey& a, const storage::v1::VersionKey& b) {
  if (a.has_fetch_time() != b.has_fetch_time()) return a.has_fetch_time() ? 1 : -1;
  return CompareTimestamps(a.fetch_time(), b.fetch_time());
}

}  // namespace

v1::PartialDate VersionDate(const v1::Trial& trial) {
  const v1::Status& status = trial.status();
  for (const v1::PartialDate* date :
       {&status.last_update_post_date().date(), &status.last_update_submit_qc_date(),
        &status.last_update_submit_date(), &status.status_verified_date(),
        &status.first_post_date().date(), &status.first_submit_qc_date(),
        &status.first_submit_date()}) {
    if (date->year() != 0) return *date;
  }
  return v1::PartialDate();
}

int CompareVersions(const storage::v1::VersionKey& a, const storage::v1::VersionKey& b) {
  const int by_date = ComparePartialDates(a.last_update_date(), b.last_update_date());
  if (by_date != 0) return by_date;
  const int by_fetch = CompareFetched(a, b);
  if (by_fetch != 0) return by_fetch;
  if (a.parser_version() != b.parser_version()) {
    return a.parser_version() < b.parser_version() ? -1 : 1;
  }
  return a.content_digest().compare(b.content_digest());
}

int SourceDepth(v1::SourceFormat format) {
  switch (format) {
    case v1::SOURCE_FORMAT_CTGOV_V2_JSON:
      return 4;
    case v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML:
      return 3;
    case v1::SOURCE_FORMAT_TRIAL_PAGE_HTML:
      return 2;
    case v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT:
      return 1;
    default:
      return 0;
  }
}

int CompareSources(v1::SourceFormat a_format, const storage::v1::VersionKey& a,
                   v1::SourceFormat b_format, const storage::v1::VersionKey& b) {
  const int by_date = ComparePartialDates(a.last_update_date(), b.last_update_date());
  if (by_date != 0) return by_date;
  const int by_depth = SourceDepth(a_format) - SourceDepth(b_format);
  if (by_depth != 0) return by_depth;
  return CompareVersions(a, b);
}

}  // namespace trialdex
