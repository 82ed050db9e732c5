#include "services/trialctl/export/field_printer.h"

#include <algorithm>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "google/protobuf/util/json_util.h"
#include "libs/trial/partial_date.h"

namespace trialdex {
namespace {

using ::google::protobuf::EnumValueDescriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;
using Fields = absl::Span<const FieldDescriptor* const>;

// "PHASE2" of PHASE_PHASE2; empty for the value that means none.
std::string WordOf(const EnumValueDescriptor& value) {
  if (value.number() == 0) return "";
  std::string prefix;
  for (const char c : value.type()->name()) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !prefix.empty()) prefix += '_';
    prefix += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return std::string(absl::StripPrefix(value.name(), prefix + "_"));
}

std::string PrintMessage(const Message& message) {
  if (const auto* date = dynamic_cast<const v1::PartialDate*>(&message)) {
    return FormatPartialDate(*date);
  }
  if (const auto* date = dynamic_cast<const v1::TrialDate*>(&message)) {
    return FormatPartialDate(date->date());
  }
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json).ok()) return "";
  return json;
}

// The value of `field`; element `index` if it is a list.
std::string PrintValue(const Message& message, const FieldDescriptor* field, int index) {
  const auto& get = *message.GetReflection();
  const bool list = field->is_repeated();
  const auto value = [&](auto of_field, auto of_element) {
    return list ? (get.*of_element)(message, field, index) : (get.*of_field)(message, field);
  };
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return value(&Reflection::GetString, &Reflection::GetRepeatedString);
    case FieldDescriptor::CPPTYPE_ENUM:
      return WordOf(*value(&Reflection::GetEnum, &Reflection::GetRepeatedEnum));
    case FieldDescriptor::CPPTYPE_BOOL:
      return value(&Reflection::GetBool, &Reflection::GetRepeatedBool) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(value(&Reflection::GetInt32, &Reflection::GetRepeatedInt32));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(value(&Reflection::GetInt64, &Reflection::GetRepeatedInt64));
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(value(&Reflection::GetUInt32, &Reflection::GetRepeatedUInt32));
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(value(&Reflection::GetUInt64, &Reflection::GetRepeatedUInt64));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return absl::StrCat(value(&Reflection::GetDouble, &Reflection::GetRepeatedDouble));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return absl::StrCat(value(&Reflection::GetFloat, &Reflection::GetRepeatedFloat));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return PrintMessage(list ? get.GetRepeatedMessage(message, field, index)
                               : get.GetMessage(message, field));
  }
  return "";
}

void Collect(Fields fields, const Message& message, std::vector<std::string>& values) {
  const FieldDescriptor* field = fields.front();
  const auto& get = *message.GetReflection();
  const int count = field->is_repeated()    ? get.FieldSize(message, field)
                    : field->has_presence() ? (get.HasField(message, field) ? 1 : 0)
                                            : 1;
  for (int i = 0; i < count; ++i) {
    if (fields.size() == 1) {
      values.push_back(PrintValue(message, field, i));
    } else {
      Collect(fields.subspan(1),
              field->is_repeated() ? get.GetRepeatedMessage(message, field, i)
                                   : get.GetMessage(message, field),
              values);
    }
  }
}

}  // namespace

absl::StatusOr<FieldPrinter> FieldPrinter::Make(absl::string_view path) {
  FieldPrinter printer;
  printer.fields_ = ParseFieldPath(path);
  if (printer.fields_.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("'", path, "' is no field of a trial"));
  }
  const auto list = std::find_if(printer.fields_.begin(), printer.fields_.end(),
                                 [](const FieldDescriptor* field) { return field->is_repeated(); });
  const auto end = list == printer.fields_.end() ? list : list + 1;
  printer.mask_path_ =
      absl::StrJoin(printer.fields_.begin(), end, ".",
                    [](std::string* out, const FieldDescriptor* field) { *out += field->name(); });
  return printer;
}

std::string FieldPrinter::Print(const v1::Trial& trial) const {
  std::vector<std::string> values;
  Collect(fields_, trial, values);
  absl::flat_hash_set<std::string> seen;
  values.erase(std::remove_if(values.begin(), values.end(),
                              [&seen](const std::string& value) {
                                return value.empty() || !seen.insert(value).second;
                              }),
               values.end());
  return absl::StrJoin(values, "; ");
}

}  // namespace trialdex
