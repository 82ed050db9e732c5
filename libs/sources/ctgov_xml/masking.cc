#include "libs/sources/ctgov_xml/masking.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/sources/ctgov_xml/registry_words.h"

namespace trialdex::ctgov_xml {
namespace {

void ReadRoles(absl::string_view list, MaskingText& result) {
  for (absl::string_view word : absl::StrSplit(list, ',', absl::SkipWhitespace())) {
    word = absl::StripAsciiWhitespace(word);
    if (const auto role = ParseWord<v1::MaskedRole>(word)) {
      result.roles.push_back(*role);
    } else {
      result.unrecognized_roles.emplace_back(word);
    }
  }
}

v1::Masking MaskingOf(size_t roles) {
  switch (roles) {
    case 1:
      return v1::MASKING_SINGLE;
    case 2:
      return v1::MASKING_DOUBLE;
    case 3:
      return v1::MASKING_TRIPLE;
    default:
      return v1::MASKING_QUADRUPLE;
  }
}

}  // namespace

MaskingText ParseMasking(absl::string_view text) {
  MaskingText result;
  const size_t open = text.find('(');
  const absl::string_view word = absl::StripAsciiWhitespace(text.substr(0, open));
  const auto masking = ParseWord<v1::Masking>(word);
  if (masking.has_value()) {
    result.masking = *masking;
  } else if (ParseWord<v1::MaskedRole>(word.substr(0, word.find(',')))) {
    ReadRoles(word, result);
    result.masking = MaskingOf(result.roles.size());
  } else {
    result.unrecognized_masking = std::string(word);
  }
  // "None (Open Label)" explains itself; other parentheses name the roles.
  if (open != absl::string_view::npos && result.masking != v1::MASKING_NONE) {
    ReadRoles(absl::StripSuffix(text.substr(open + 1), ")"), result);
  }
  return result;
}

}  // namespace trialdex::ctgov_xml
