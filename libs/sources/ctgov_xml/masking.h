// Masking as classic XML writes it: the number and the roles in one text.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_MASKING_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_MASKING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "trialdex/v1/design.pb.h"

namespace trialdex::ctgov_xml {

struct MaskingText {
  v1::Masking masking = v1::MASKING_UNSPECIFIED;
  std::vector<v1::MaskedRole> roles;
  // What was not understood: the word before the parentheses, roles within.
  std::string unrecognized_masking;
  std::vector<std::string> unrecognized_roles;
};

// Reads "Double (Participant, Investigator)", "Double Blind (Subject)",
// "None (Open Label)", "Open Label", "No masking", and the roles alone, whose
// number is then the masking ("Participant, Investigator" is DOUBLE).
MaskingText ParseMasking(absl::string_view text);

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_MASKING_H_
