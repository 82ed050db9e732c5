// Reads JSON objects into protobuf messages by tables of keys.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_V2_JSON_READER_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_V2_JSON_READER_H_

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/base/status_macros.h"
#include "libs/sources/unknown_fields.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex::ctgov_v2 {

using JsonValue = simdjson::ondemand::value;
using JsonType = simdjson::ondemand::json_type;
class JsonReader;

// One key of a JSON object and what to do with its value. A table of Fields is
// the whole description of an object; it is fastest in the order in which the
// registry writes the keys, and right in any.
template <typename Message>
struct Field {
  absl::string_view key;
  // The field of Message that the value goes to, for paths in
  // `Trial.unrecognized_values`; empty if the object's fields go to Message itself.
  absl::string_view name;
  absl::Status (*read)(JsonReader& reader, JsonValue& value, Message& message);
};

// The state of reading one record: where we are, and what did not fit.
//
// Every value is read once, in document order. A null is skipped as if its key
// were not there. Not thread-safe; errors are made by RejectionError.
class JsonReader {
 public:
  // All must outlive the reader. `content` is the text that `document` iterates.
  JsonReader(simdjson::ondemand::document& document, absl::string_view content, v1::Trial& trial)
      : document_(document), content_(content), trial_(trial), unknown_fields_(trial) {}

  v1::Trial& trial() { return trial_; }

  // Reads the record itself. MALFORMED_JSON also if something follows it.
  absl::Status ReadDocument(absl::Span<const Field<v1::Trial>> fields);

  // Reads an object into the message that `make` returns. `make` is called at
  // the first known key, so that an empty object leaves no empty message.
  template <typename Message, typename Make>
  absl::Status ReadObject(JsonValue& value, absl::Span<const Field<Message>> fields, Make&& make) {
    simdjson::ondemand::object object;
    if (const auto error = value.get_object().get(object)) {
      return Mismatch(value, error, JsonType::object);
    }
    return ReadFields(object, fields, make);
  }

  // Calls `read_element(JsonValue&)` for each element; stops at the first error.
  template <typename ReadElement>
  absl::Status ReadArray(JsonValue& value, ReadElement&& read_element) {
    simdjson::ondemand::array array;
    if (const auto error = value.get_array().get(array)) {
      return Mismatch(value, error, JsonType::array);
    }
    for (auto result : array) {
      JsonValue element;
      if (const auto error = std::move(result).get(element)) return Malformed(error);
      bool is_null = false;
      if (!element.is_null().get(is_null) && is_null) continue;
      RETURN_IF_ERROR(read_element(element));
    }
    return absl::OkStatus();
  }

  // Calls `use(absl::string_view)` with a string, unescaped. The text lives as
  // long as the document.
  template <typename Use>
  absl::Status ReadString(JsonValue& value, Use&& use) {
    return ReadScalar<std::string_view>(value, JsonType::string, [&use](std::string_view text) {
      use(absl::string_view(text.data(), text.size()));
    });
  }

  // Calls `use(bool)`.
  template <typename Use>
  absl::Status ReadBool(JsonValue& value, Use&& use) {
    return ReadScalar<bool>(value, JsonType::boolean, use);
  }

  // Calls `use(double)`.
  template <typename Use>
  absl::Status ReadDouble(JsonValue& value, Use&& use) {
    return ReadScalar<double>(value, JsonType::number, use);
  }

  // Calls `use(int64_t)`. INVALID_FIELD unless `low` <= number <= `high`; 12.0
  // is the whole number 12.
  template <typename Use>
  absl::Status ReadInteger(JsonValue& value, int64_t low, int64_t high, Use&& use) {
    std::optional<int64_t> number;
    RETURN_IF_ERROR(GetInteger(value, low, high, number));
    if (number.has_value()) use(*number);
    return absl::OkStatus();
  }

  // Keeps a value of a closed list, a date, an age … that cannot be read, under
  // the path of the Trial field that it belongs to.
  void AddUnrecognized(absl::string_view value);

  // INVALID_FIELD at the place where the reader is.
  absl::Status Rejected(absl::string_view message) const;

 private:
  // A step from the record down to the value being read.
  struct Step {
    absl::string_view key;
    absl::string_view name;
  };

  template <typename T, typename Use>
  absl::Status ReadScalar(JsonValue& value, JsonType wanted, Use&& use) {
    T scalar{};
    if (const auto error = value.get(scalar)) return Mismatch(value, error, wanted);
    use(scalar);
    return absl::OkStatus();
  }

  template <typename Message, typename Make>
  absl::Status ReadFields(simdjson::ondemand::object& object,
                          absl::Span<const Field<Message>> fields, Make&& make) {
    Message* message = nullptr;
    uint64_t seen = 0;  // One bit a field; no table is longer.
    size_t next = 0;    // Keys mostly come in the order of the table.
    for (auto result : object) {
      simdjson::ondemand::field field;
      if (const auto error = std::move(result).get(field)) return Malformed(error);
      size_t found = Find(fields, next, [raw = field.key()](absl::string_view key) {
        return raw.unsafe_is_equal(std::string_view(key.data(), key.size()));
      });
      if (found == fields.size()) {
        // A key may be written with escapes, which the comparison above does not see.
        std::string_view written;
        if (const auto error = field.unescaped_key().get(written)) return Malformed(error);
        const absl::string_view key(written.data(), written.size());
        found = Find(fields, next, [key](absl::string_view other) { return key == other; });
        if (found == fields.size()) {
          RETURN_IF_ERROR(AddUnknown(key, field.value()));
          continue;
        }
      }
      path_.push_back({fields[found].key, fields[found].name});
      if (seen >> found & 1) return Rejected("is given twice");
      seen |= uint64_t{1} << found;
      next = found + 1;
      if (message == nullptr) message = &make();
      RETURN_IF_ERROR(fields[found].read(*this, field.value(), *message));
      path_.pop_back();
    }
    return absl::OkStatus();
  }

  // Index of the field whose key `matches`, looking from `first` on and then
  // from the start; fields.size() if there is none.
  template <typename Message, typename Matches>
  static size_t Find(absl::Span<const Field<Message>> fields, size_t first, Matches matches) {
    for (size_t i = first; i < fields.size(); ++i) {
      if (matches(fields[i].key)) return i;
    }
    for (size_t i = 0; i < first; ++i) {
      if (matches(fields[i].key)) return i;
    }
    return fields.size();
  }

  // Leaves `number` empty for null.
  absl::Status GetInteger(JsonValue& value, int64_t low, int64_t high,
                          std::optional<int64_t>& number);
  absl::Status AddUnknown(absl::string_view key, JsonValue& value);
  // What to answer when `value` is not a `wanted`: OK for null, INVALID_FIELD
  // for another type, MALFORMED_JSON if it is no value at all.
  absl::Status Mismatch(JsonValue& value, simdjson::error_code error, JsonType wanted);
  absl::Status Malformed(simdjson::error_code error);
  std::string SourcePath() const;

  simdjson::ondemand::document& document_;
  absl::string_view content_;
  v1::Trial& trial_;
  UnknownFields unknown_fields_;
  absl::InlinedVector<Step, 16> path_;
};

}  // namespace trialdex::ctgov_v2

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_V2_JSON_READER_H_
