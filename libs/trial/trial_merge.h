// One Trial out of several sources: a source never erases what it cannot see.
#ifndef TRIALDEX_LIBS_TRIAL_TRIAL_MERGE_H_
#define TRIALDEX_LIBS_TRIAL_TRIAL_MERGE_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "trialdex/storage/v1/log_storage.pb.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// The newest version of one format.
struct SourceVersion {
  v1::SourceFormat format = v1::SOURCE_FORMAT_UNSPECIFIED;
  storage::v1::VersionKey key;
  // What the format cannot carry, see RecordParser::unseen_fields.
  absl::Span<const absl::string_view> unseen_fields;
  // As parsed, with its one provenance. Not owned.
  const v1::Trial* trial = nullptr;
};

// The current Trial: the leading version (see CompareSources), and where its
// format cannot see and it has nothing, the value of the next one in order that
// can. Repeated elements are matched by key; elements that the leading source
// does not have are not brought back. `provenance` names the leading source
// first and then whoever gave a part, with the parts as `carried_fields`.
//
// A pure function of the set of versions: their order does not matter.
// `versions` holds one per format and is not empty.
v1::Trial MergeTrials(std::vector<SourceVersion> versions);

// The leading one of `versions`; an index into it.
size_t LeadingVersion(absl::Span<const SourceVersion> versions);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_TRIAL_MERGE_H_
