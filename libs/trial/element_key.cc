#include "libs/trial/element_key.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/case_fold.h"

namespace trialdex {
namespace {

using ::google::protobuf::FieldDescriptor;

// The naming fields per message type.
struct KeyFields {
  absl::string_view message;
  std::initializer_list<const char*> fields;
};

constexpr KeyFields kKeyFields[] = {
    {"trialdex.v1.Arm", {"label"}},
    {"trialdex.v1.BrowseBranch", {"abbreviation"}},
    {"trialdex.v1.BrowseLeaf", {"name"}},
    {"trialdex.v1.Contact", {"name"}},
    {"trialdex.v1.Country", {"name"}},
    {"trialdex.v1.Criterion", {"kind", "text"}},
    {"trialdex.v1.Identifier", {"value"}},
    {"trialdex.v1.Intervention", {"type", "name"}},
    {"trialdex.v1.LargeDocument", {"filename", "label"}},
    {"trialdex.v1.Location", {"facility", "city", "country"}},
    {"trialdex.v1.MeshTerm", {"term"}},
    {"trialdex.v1.Official", {"name"}},
    {"trialdex.v1.Organization", {"name"}},
    {"trialdex.v1.Outcome", {"measure"}},
    {"trialdex.v1.Reference", {"citation"}},
    {"trialdex.v1.SeeAlsoLink", {"url"}},
};

std::string KeyPart(const google::protobuf::Message& element, const FieldDescriptor& field) {
  const auto& reflection = *element.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return absl::StrCat(reflection.GetEnumValue(element, &field));
  }
  std::string scratch;
  return CaseFold(reflection.GetStringReference(element, &field, &scratch));
}

}  // namespace

std::string ElementKey(const google::protobuf::Message& element) {
  const auto& descriptor = *element.GetDescriptor();
  const auto* found =
      std::find_if(std::begin(kKeyFields), std::end(kKeyFields), [&](const KeyFields& entry) {
        return entry.message == absl::string_view(descriptor.full_name());
      });
  if (found == std::end(kKeyFields)) return "";
  std::string key;
  bool named = false;
  for (const char* name : found->fields) {
    const FieldDescriptor* field = descriptor.FindFieldByName(name);
    named = named || element.GetReflection()->HasField(element, field);
    absl::StrAppend(&key, KeyPart(element, *field), absl::string_view("\0", 1));
  }
  return named ? key : "";
}

}  // namespace trialdex
