#include "libs/index/writing/segment_output.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

// Bits of .fnm.
constexpr uint8_t kIndexed = 0x01;
constexpr uint8_t kOmitNorms = 0x10;
constexpr uint8_t kStorePayloads = 0x20;
constexpr uint8_t kOmitFrequencies = 0x40;

uint8_t BitsOf(PostingsKind kind) {
  switch (kind) {
    case PostingsKind::kNone:
      return kOmitNorms;
    case PostingsKind::kDocuments:
      return kIndexed | kOmitNorms | kOmitFrequencies;
    case PostingsKind::kPositions:
      return kIndexed | kOmitNorms;
    case PostingsKind::kPayloads:
      return kIndexed | kOmitNorms | kStorePayloads;
  }
  return 0;
}

void AddStoredField(SegmentField field, absl::string_view value, ByteOutput& out) {
  out.Vint(static_cast<uint64_t>(field));
  out.Byte(kBinaryValue);
  out.String(value);
}

}  // namespace

SegmentOutput SegmentOutput::Compound(std::string directory, std::string name) {
  SegmentOutput output(std::move(directory), std::move(name), /*compound=*/true);
  output.BeginFiles();
  return output;
}

SegmentOutput SegmentOutput::CompoundAfter(SegmentOutput& written, std::string name) {
  SegmentOutput output(written.directory_, std::move(name), /*compound=*/true);
  output.files_ = std::move(written.files_);
  for (ByteOutput& file : output.files_) file.Clear();
  output.BeginFiles();
  return output;
}

absl::StatusOr<SegmentOutput> SegmentOutput::Apart(std::string directory, std::string name) {
  SegmentOutput output(std::move(directory), std::move(name), /*compound=*/false);
  for (size_t i = 0; i < output.files_.size(); ++i) {
    ASSIGN_OR_RETURN(output.files_[i], ByteOutput::Create(output.PathOf(kSegmentExtensions[i])));
  }
  output.BeginFiles();
  return output;
}

SegmentOutput::SegmentOutput(std::string directory, std::string name, bool compound)
    : directory_(std::move(directory)), name_(std::move(name)), compound_(compound) {}

void SegmentOutput::BeginFiles() {
  ByteOutput& names = file(SegmentFile::kFieldNames);
  names.Vint(kFieldNamesFormat);
  names.Vint(kSegmentFields.size());
  for (const SegmentFieldInfo& field : kSegmentFields) {
    names.String(field.name);
    names.Byte(BitsOf(field.postings));
  }
  file(SegmentFile::kStored).Int32(kStoredFormat);
  file(SegmentFile::kStoredIndex).Int32(kStoredFormat);
}

void SegmentOutput::AddStored(absl::string_view summary, absl::string_view trial) {
  ByteOutput& stored = file(SegmentFile::kStored);
  file(SegmentFile::kStoredIndex).Int64(stored.size());
  stored.Vint((summary.empty() ? 0u : 1u) + (trial.empty() ? 0u : 1u));
  if (!summary.empty()) AddStoredField(SegmentField::kSummary, summary, stored);
  if (!trial.empty()) AddStoredField(SegmentField::kTrial, trial, stored);
}

void SegmentOutput::AddStoredBytes(absl::string_view document) {
  ByteOutput& stored = file(SegmentFile::kStored);
  file(SegmentFile::kStoredIndex).Int64(stored.size());
  stored.Bytes(document);
}

absl::Status SegmentOutput::Finish() {
  RETURN_IF_ERROR(Write());
  return Sync();
}

absl::Status SegmentOutput::Write() {
  for (const ByteOutput& file : files_) byte_size_ += file.size();
  if (compound_) return WriteCompound();
  absl::Status status;
  for (ByteOutput& file : files_) status.Update(file.Flush());
  return status;
}

absl::Status SegmentOutput::Sync() {
  if (compound_) return compound_file_.Close();
  absl::Status status;
  for (ByteOutput& file : files_) status.Update(file.Close());
  return status;
}

std::string SegmentOutput::PathOf(absl::string_view extension) const {
  return absl::StrCat(directory_, "/", name_, extension);
}

absl::Status SegmentOutput::WriteCompound() {
  ASSIGN_OR_RETURN(compound_file_, ByteOutput::Create(PathOf(".cfs")));
  // A list of offsets and names of known size, then the files.
  uint64_t offset = 1;
  for (const absl::string_view extension : kSegmentExtensions) {
    offset += sizeof(uint64_t) + 1 + name_.size() + extension.size();
  }
  compound_file_.Vint(files_.size());
  for (size_t i = 0; i < files_.size(); ++i) {
    compound_file_.Int64(offset);
    compound_file_.String(absl::StrCat(name_, kSegmentExtensions[i]));
    offset += files_[i].size();
  }
  for (const ByteOutput& file : files_) compound_file_.Bytes(file.bytes());
  return compound_file_.Flush();
}

}  // namespace trialdex
