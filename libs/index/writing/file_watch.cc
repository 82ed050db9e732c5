#include "libs/index/writing/file_watch.h"

#include "absl/strings/str_cat.h"
#include "libs/index/format/segment_format.h"

namespace trialdex {
namespace {

std::vector<std::string> FilesOf(const StoredSegment& segment) {
  if (segment.compound) return {absl::StrCat(segment.name, ".cfs")};
  std::vector<std::string> names;
  for (const absl::string_view extension : kSegmentExtensions) {
    names.push_back(absl::StrCat(segment.name, extension));
  }
  return names;
}

}  // namespace

absl::Status FileWatch::Check(const std::vector<StoredSegment>& segments) {
  absl::flat_hash_map<std::string, FileIdentity> files;
  for (const StoredSegment& segment : segments) {
    for (std::string& name : FilesOf(segment)) {
      const FileIdentity now = IdentityOf(absl::StrCat(directory_, "/", name));
      const auto before = files_.find(name);
      if (now == FileIdentity() || (before != files_.end() && before->second != now)) {
        return absl::DataLossError(
            absl::StrCat(directory_, "/", name, " is gone, or not what it was"));
      }
      files.emplace(std::move(name), now);
    }
  }
  files_ = std::move(files);
  return absl::OkStatus();
}

}  // namespace trialdex
