#include "libs/trial/trial_merge.h"

#include <algorithm>
#include <set>
#include <string>

#include "libs/trial/field_path.h"
#include "libs/trial/version_order.h"

namespace trialdex {
namespace {

using Provenances = google::protobuf::RepeatedPtrField<v1::Provenance>;

bool Leads(const SourceVersion& a, const SourceVersion& b) {
  return CompareSources(a.format, a.key, b.format, b.key) > 0;
}

// Who gave the parts at `taken`, of a Trial that came from `below`. Its first
// source gave whatever the others are not named for.
Provenances Credit(const std::vector<std::string>& taken, const Provenances& below) {
  std::vector<std::set<std::string>> given(static_cast<size_t>(below.size()));
  for (const std::string& path : taken) {
    bool by_other = false;
    for (int i = 1; i < below.size(); ++i) {
      for (const std::string& carried : below[i].carried_fields()) {
        if (IsWithin(path, carried)) {
          given[static_cast<size_t>(i)].insert(path);
          by_other = true;
        } else if (IsWithin(carried, path)) {
          given[static_cast<size_t>(i)].insert(carried);
        }
      }
    }
    if (!by_other) given[0].insert(path);
  }
  Provenances credited;
  for (int i = 0; i < below.size(); ++i) {
    const auto& paths = given[static_cast<size_t>(i)];
    if (paths.empty()) continue;
    v1::Provenance& source = *credited.Add();
    source = below[i];
    source.mutable_carried_fields()->Assign(paths.begin(), paths.end());
  }
  return credited;
}

// `leading` with what it cannot see taken from `below`, the merge of the rest.
v1::Trial LayOver(const SourceVersion& leading, const v1::Trial& below) {
  v1::Trial merged = *leading.trial;
  std::vector<std::string> taken;
  for (const absl::string_view path : leading.unseen_fields) {
    if (FillAbsent(ParseFieldPath(path), below, merged)) taken.emplace_back(path);
  }
  for (v1::Provenance& source : Credit(taken, below.provenance())) {
    *merged.add_provenance() = std::move(source);
  }
  return merged;
}

}  // namespace

v1::Trial MergeTrials(std::vector<SourceVersion> versions) {
  std::sort(versions.begin(), versions.end(), Leads);
  v1::Trial merged = *versions.back().trial;
  for (size_t i = versions.size() - 1; i-- > 0;) merged = LayOver(versions[i], merged);
  return merged;
}

size_t LeadingVersion(absl::Span<const SourceVersion> versions) {
  return static_cast<size_t>(std::min_element(versions.begin(), versions.end(), Leads) -
                             versions.begin());
}

}  // namespace trialdex
