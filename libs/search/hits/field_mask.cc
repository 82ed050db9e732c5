#include "libs/search/hits/field_mask.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/field_mask_util.h"
#include "libs/base/errors.h"

namespace trialdex {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::util::FieldMaskUtil;

// What is wrong with `path`, which is no valid one.
std::string Explain(const std::string& path) {
  const Descriptor* message = v1::Trial::descriptor();
  std::string before;
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    if (message == nullptr) {
      return absl::StrCat("'", path, "' goes on after '", before,
                          "', which is repeated or has no fields");
    }
    const FieldDescriptor* field = message->FindFieldByName(std::string(name));
    if (field == nullptr) {
      return absl::StrCat("'", path, "' is not a field of Trial: ", message->name(),
                          " has no field '", name, "'");
    }
    message = field->is_repeated() ? nullptr : field->message_type();
    absl::StrAppend(&before, before.empty() ? "" : ".", name);
  }
  return absl::StrCat("'", path, "' is not a field of Trial");
}

}  // namespace

absl::Status CheckReadMask(const google::protobuf::FieldMask& mask) {
  for (const std::string& path : mask.paths()) {
    if (path != "*" && (path.empty() || !FieldMaskUtil::IsValidPath<v1::Trial>(path))) {
      return FieldError("read_mask", Explain(path));
    }
  }
  return absl::OkStatus();
}

bool MasksNothing(const google::protobuf::FieldMask& mask) {
  return mask.paths().empty() ||
         std::find(mask.paths().begin(), mask.paths().end(), "*") != mask.paths().end();
}

void ApplyReadMask(const google::protobuf::FieldMask& mask, v1::Trial& trial) {
  if (!MasksNothing(mask)) FieldMaskUtil::TrimMessage(mask, &trial);
}

}  // namespace trialdex
