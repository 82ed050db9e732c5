#include "libs/trial/intervention_label.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/trial/enum_names.h"

namespace trialdex {

std::string InterventionLabel(const v1::Intervention& intervention) {
  std::string type;
  bool first_letter = true;
  for (const char c : EnumWord(intervention.type())) {
    const unsigned char byte = static_cast<unsigned char>(c);
    type.push_back(c == '_' ? ' ' : first_letter ? c : absl::ascii_tolower(byte));
    first_letter = c == '_';
  }
  if (type.empty()) return intervention.name();
  return absl::StrCat(type, ": ", intervention.name());
}

}  // namespace trialdex
