#include "libs/trial/field_path.h"

#include <deque>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "google/protobuf/util/field_mask_util.h"
#include "libs/trial/element_key.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using Fields = absl::Span<const FieldDescriptor* const>;

bool Fill(Fields path, const Message& from, Message& into);

bool IsAbsent(const Message& message, const FieldDescriptor* field) {
  const auto& reflection = *message.GetReflection();
  if (field->is_repeated()) return reflection.FieldSize(message, field) == 0;
  if (!reflection.HasField(message, field)) return true;
  return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         reflection.GetMessage(message, field).ByteSizeLong() == 0;
}

// Copies one field that is absent in `into`.
void CopyField(const Message& from, const FieldDescriptor* field, Message& into) {
  google::protobuf::FieldMask mask;
  mask.add_paths(field->name());
  google::protobuf::util::FieldMaskUtil::MergeMessageTo(from, mask, {}, &into);
}

bool FillElements(Fields path, const Message& from, Message& into) {
  const FieldDescriptor* list = path[0];
  const auto& reflection = *from.GetReflection();
  absl::flat_hash_map<std::string, std::deque<const Message*>> partners;
  for (int i = 0; i < reflection.FieldSize(from, list); ++i) {
    const Message& element = reflection.GetRepeatedMessage(from, list, i);
    std::string key = ElementKey(element);
    if (!key.empty()) partners[std::move(key)].push_back(&element);
  }
  bool taken = false;
  for (int i = 0; !partners.empty() && i < reflection.FieldSize(into, list); ++i) {
    Message& element = *reflection.MutableRepeatedMessage(&into, list, i);
    const auto found = partners.find(ElementKey(element));
    if (found == partners.end() || found->second.empty()) continue;
    taken = Fill(path.subspan(1), *found->second.front(), element) || taken;
    found->second.pop_front();
  }
  return taken;
}

bool Fill(Fields path, const Message& from, Message& into) {
  const FieldDescriptor* field = path[0];
  if (IsAbsent(from, field)) return false;
  if (path.size() == 1) {
    if (!IsAbsent(into, field)) return false;
    CopyField(from, field, into);
    return true;
  }
  if (field->is_repeated()) return FillElements(path, from, into);
  const auto& reflection = *from.GetReflection();
  const bool was_absent = !reflection.HasField(into, field);
  const bool taken = Fill(path.subspan(1), reflection.GetMessage(from, field),
                          *reflection.MutableMessage(&into, field));
  // An empty message is not the same as none.
  if (!taken && was_absent) reflection.ClearField(&into, field);
  return taken;
}

}  // namespace

FieldPath ParseFieldPath(absl::string_view path) {
  FieldPath fields;
  const auto* message = v1::Trial::descriptor();
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    const FieldDescriptor* field =
        message == nullptr ? nullptr : message->FindFieldByName(std::string(name));
    if (field == nullptr) return {};
    fields.push_back(field);
    message = field->message_type();
  }
  return fields;
}

bool FillAbsent(const FieldPath& path, const Message& from, Message& into) {
  return !path.empty() && Fill(path, from, into);
}

bool IsWithin(absl::string_view path, absl::string_view ancestor) {
  return absl::StartsWith(path, ancestor) &&
         (path.size() == ancestor.size() || path[ancestor.size()] == '.');
}

}  // namespace trialdex
