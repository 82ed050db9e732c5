// The rows of key tables: how a JSON value gets into a field of a message.
//
//     constexpr Field<v1::Contact> kContact[] = {
//         {"name", V2_INTO(Contact, name)},
//         {"role", V2_SET(Contact, role)},
//     };
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_V2_FIELDS_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_V2_FIELDS_H_

#include <limits>
#include <string>
#include <type_traits>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "libs/sources/ctgov_v2/json_reader.h"
#include "libs/trial/age.h"
#include "libs/trial/enum_names.h"
#include "libs/trial/partial_date.h"
#include "trialdex/v1/dates.pb.h"
#include "trialdex/v1/eligibility.pb.h"
#include "trialdex/v1/measures.pb.h"

// true/false, a number or a word of a closed list -> a singular field. An
// unknown word leaves `_UNSPECIFIED` and goes to `Trial.unrecognized_values`.
#define V2_SET(message, field) \
#field, &::trialdex::ctgov_v2::Set < &::trialdex::v1::message::set_##field>
// A single number or word -> one more element of a repeated field.
#define V2_ADD(message, field) \
#field, &::trialdex::ctgov_v2::Set < &::trialdex::v1::message::add_##field>
// A list of words -> a repeated field.
#define V2_ADD_EACH(message, field)                                  \
#field, &::trialdex::ctgov_v2::Each < &::trialdex::ctgov_v2::Set < \
              &::trialdex::v1::message::add_##field>>
// A string -> a string, date or age; a list of strings -> a repeated string.
#define V2_INTO(message, field) #field, &::trialdex::ctgov_v2::Into < V2_MUTABLE(message, field)>
// An object -> a message, by `table`.
#define V2_OBJECT(message, field, table) \
#field, &::trialdex::ctgov_v2::Object < V2_MUTABLE(message, field), table>
// A list of objects -> a repeated message, by `table`.
#define V2_LIST(message, field, table) \
#field, &::trialdex::ctgov_v2::List < V2_MUTABLE(message, field), table>
// An object -> the same message that its parent goes to, by `table`.
#define V2_SAME(message, table) "", &::trialdex::ctgov_v2::Same<::trialdex::v1::message, table>

#define V2_MUTABLE(message, field) \
  ::trialdex::ctgov_v2::Mutable(&::trialdex::v1::message::mutable_##field)

namespace trialdex::ctgov_v2 {

// Picks the overload without arguments: repeated fields have one by index, too.
template <typename Message, typename Value>
consteval auto Mutable(Value* (Message::*accessor)()) {
  return accessor;
}

// Message and value type of an accessor.
template <typename Accessor>
struct AccessorTypes;
template <typename M, typename V>
struct AccessorTypes<V* (M::*)()> {
  using Message = M;
  using Value = V;
};
template <typename M, typename V>
struct AccessorTypes<void (M::*)(V)> {
  using Message = M;
  using Value = V;
};
template <auto kAccessor>
using MessageOf = typename AccessorTypes<decltype(kAccessor)>::Message;
template <auto kAccessor>
using ValueOf = typename AccessorTypes<decltype(kAccessor)>::Value;

// An unreadable date or age stays unset and is kept as written.
template <typename Value, typename Make>
void ReadText(JsonReader& reader, absl::string_view text, Make make) {
  if constexpr (std::is_same_v<Value, v1::PartialDate>) {
    auto date = ParsePartialDate(text);
    if (!date.ok()) return reader.AddUnrecognized(text);
    make() = *std::move(date);
  } else {
    static_assert(std::is_same_v<Value, v1::Age>);
    const auto age = ParseAge(text);
    if (!age.ok()) return reader.AddUnrecognized(text);
    if (age->has_value()) make() = **age;
  }
}

template <auto kSetter>
absl::Status Set(JsonReader& reader, JsonValue& value, MessageOf<kSetter>& message) {
  using Value = ValueOf<kSetter>;
  const auto set = [&message](auto number) { (message.*kSetter)(static_cast<Value>(number)); };
  if constexpr (std::is_enum_v<Value>) {
    return reader.ReadString(value, [&](absl::string_view word) {
      const auto known = ParseEnum<Value>(word);
      if (!known.has_value()) reader.AddUnrecognized(word);
      set(known.value_or(Value{}));
    });
  } else if constexpr (std::is_same_v<Value, bool>) {
    return reader.ReadBool(value, set);
  } else if constexpr (std::is_floating_point_v<Value>) {
    return reader.ReadDouble(value, set);
  } else {
    return reader.ReadInteger(value, std::numeric_limits<Value>::min(),
                              std::numeric_limits<Value>::max(), set);
  }
}

template <auto kRead, typename Message>
absl::Status Each(JsonReader& reader, JsonValue& value, Message& message) {
  return reader.ReadArray(value,
                          [&](JsonValue& element) { return kRead(reader, element, message); });
}

template <auto kMutable>
absl::Status Into(JsonReader& reader, JsonValue& value, MessageOf<kMutable>& message) {
  using Value = ValueOf<kMutable>;
  if constexpr (std::is_same_v<Value, google::protobuf::RepeatedPtrField<std::string>>) {
    return reader.ReadArray(value, [&](JsonValue& element) {
      return reader.ReadString(element, [&message](absl::string_view text) {
        (message.*kMutable)()->Add()->assign(text.data(), text.size());
      });
    });
  } else {
    return reader.ReadString(value, [&](absl::string_view text) {
      if constexpr (std::is_same_v<Value, std::string>) {
        (message.*kMutable)()->assign(text.data(), text.size());
      } else {
        ReadText<Value>(reader, text, [&message]() -> Value& { return *(message.*kMutable)(); });
      }
    });
  }
}

template <auto kMutable, const auto& kTable>
absl::Status Object(JsonReader& reader, JsonValue& value, MessageOf<kMutable>& message) {
  using Child = ValueOf<kMutable>;
  return reader.ReadObject(value, absl::Span<const Field<Child>>(kTable),
                           [&message]() -> Child& { return *(message.*kMutable)(); });
}

template <auto kMutable, const auto& kTable>
absl::Status List(JsonReader& reader, JsonValue& value, MessageOf<kMutable>& message) {
  using Child = typename ValueOf<kMutable>::value_type;
  return reader.ReadArray(value, [&](JsonValue& element) {
    Child& child = *(message.*kMutable)()->Add();
    return reader.ReadObject(element, absl::Span<const Field<Child>>(kTable),
                             [&child]() -> Child& { return child; });
  });
}

template <typename Message, const auto& kTable>
absl::Status Same(JsonReader& reader, JsonValue& value, Message& message) {
  return reader.ReadObject(value, absl::Span<const Field<Message>>(kTable),
                           [&message]() -> Message& { return message; });
}

// {"date": "2020-04", "type": "ACTUAL"}
inline constexpr Field<v1::TrialDate> kTrialDate[] = {
    {"date", V2_INTO(TrialDate, date)},
    {"type", V2_SET(TrialDate, type)},
};

// {"id": "OG000", "title": …, "description": …}
inline constexpr Field<v1::ResultGroup> kResultGroup[] = {
    {"id", V2_INTO(ResultGroup, id)},
    {"title", V2_INTO(ResultGroup, title)},
    {"description", V2_INTO(ResultGroup, description)},
};

}  // namespace trialdex::ctgov_v2

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_V2_FIELDS_H_
