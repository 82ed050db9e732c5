// Which of two versions of a trial is newer, whatever the order they arrive in.
#ifndef TRIALDEX_LIBS_TRIAL_VERSION_ORDER_H_
#define TRIALDEX_LIBS_TRIAL_VERSION_ORDER_H_

#include "trialdex/storage/v1/log_storage.pb.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// The date that orders versions: when the registry last updated the record.
// The first of these that is set: last update posted, submitted after quality
// control, submitted; status verified; first posted, submitted after quality
// control, submitted. Unset if there is none, which is older than any.
//
// All formats publish the posted date except that classic XML of before 2017
// has `lastchanged_date` only (its parser fills the submitted date) and that
// some pages have none.
v1::PartialDate VersionDate(const v1::Trial& trial);

// Orders versions of one trial and one format: by last update, then by when it
// was fetched (never is older than any), parser version and digest. Negative, 0
// or positive.
int CompareVersions(const storage::v1::VersionKey& a, const storage::v1::VersionKey& b);

// How much a format can carry; the more, the deeper. Unknown formats: 0.
int SourceDepth(v1::SourceFormat format);

// Orders the newest versions of several formats: by last update, then by depth,
// then as CompareVersions. The greatest leads the merged Trial.
int CompareSources(v1::SourceFormat a_format, const storage::v1::VersionKey& a,
                   v1::SourceFormat b_format, const storage::v1::VersionKey& b);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_VERSION_ORDER_H_
