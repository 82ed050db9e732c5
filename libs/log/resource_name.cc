#include "libs/log/resource_name.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"

namespace trialdex {
namespace {

constexpr size_t kMaxBytes = 128;

bool IsNameByte(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '/' ||
         c == '-';
}

}  // namespace

absl::Status CheckResourceName(absl::string_view field, absl::string_view name) {
  if (!name.empty() && name.size() <= kMaxBytes &&
      std::all_of(name.begin(), name.end(), IsNameByte)) {
    return absl::OkStatus();
  }
  return FieldError(field, absl::StrCat("'", absl::CHexEscape(name.substr(0, kMaxBytes)),
                                        "' is not 1 to 128 of [A-Za-z0-9._/-]"));
}

}  // namespace trialdex
