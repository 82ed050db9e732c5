#include "libs/sources/ctgov_v2/json_reader.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/utf8.h"
#include "libs/sources/record_parser.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr size_t kMaxQuotedBytes = 64;

absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

absl::string_view NameOf(JsonType type) {
  switch (type) {
    case JsonType::array:
      return "a list";
    case JsonType::object:
      return "an object";
    case JsonType::number:
      return "a number";
    case JsonType::string:
      return "a string";
    case JsonType::boolean:
      return "true or false";
    case JsonType::null:
      return "null";
  }
  return "unknown";
}

void AppendStep(absl::string_view step, std::string& path) {
  if (step.empty()) return;
  if (!path.empty()) path += '.';
  path.append(step.data(), step.size());
}

// Checks a value that nothing iterates. simdjson's on-demand mode looks into
// values that are asked for only.
simdjson::error_code Validate(absl::string_view json) {
  simdjson::dom::parser parser;
  const auto error = parser.parse(json.data(), json.size()).error();
  // A number that no double or 64-bit integer holds is JSON all the same.
  return error == simdjson::NUMBER_ERROR ? simdjson::SUCCESS : error;
}

// `json` without white space between tokens.
std::string Minify(absl::string_view json) {
  std::string result(json.size() + simdjson::SIMDJSON_PADDING, '\0');
  size_t size = 0;
  if (simdjson::minify(json.data(), json.size(), result.data(), size) != simdjson::SUCCESS) {
    return std::string(json);
  }
  result.resize(size);
  return result;
}

}  // namespace

absl::Status JsonReader::ReadDocument(absl::Span<const Field<v1::Trial>> fields) {
  simdjson::ondemand::object object;
  if (const auto error = document_.get_object().get(object)) return Malformed(error);
  RETURN_IF_ERROR(ReadFields(object, fields, [this]() -> v1::Trial& { return trial_; }));
  const bool at_end = document_.current_location().error() == simdjson::OUT_OF_BOUNDS;
  if (!at_end) return Malformed(simdjson::TRAILING_CONTENT);
  return absl::OkStatus();
}

void JsonReader::AddUnrecognized(absl::string_view value) {
  std::string path;
  for (const Step& step : path_) AppendStep(step.name, path);
  v1::UnrecognizedValue& unrecognized = *trial_.add_unrecognized_values();
  unrecognized.set_path(std::move(path));
  unrecognized.set_value(std::string(value));
}

std::string JsonReader::SourcePath() const {
  std::string path;
  for (const Step& step : path_) AppendStep(step.key, path);
  return path;
}

absl::Status JsonReader::AddUnknown(absl::string_view key, JsonValue& value) {
  std::string path = SourcePath();
  AppendStep(key, path);
  std::string_view json;
  if (const auto error = simdjson::to_json_string(value).get(json)) return Malformed(error);
  if (const auto error = Validate(ToAbsl(json))) return Malformed(error);
  unknown_fields_.Add(path, Minify(ToAbsl(json)));
  return absl::OkStatus();
}

absl::Status JsonReader::GetInteger(JsonValue& value, int64_t low, int64_t high,
                                    std::optional<int64_t>& number) {
  int64_t whole = 0;
  if (value.get_int64().get(whole) != simdjson::SUCCESS) {
    double real = 0;
    if (const auto error = value.get_double().get(real)) {
      return Mismatch(value, error, JsonType::number);
    }
    // Beyond 2^53 a double does not tell whole numbers apart.
    constexpr double kLimit = 9007199254740992.0;
    if (std::trunc(real) != real || std::fabs(real) > kLimit) {
      return Rejected("must be a whole number");
    }
    whole = static_cast<int64_t>(real);
  }
  if (whole < low || whole > high) {
    return Rejected(absl::StrCat(whole, " is not between ", low, " and ", high));
  }
  number = whole;
  return absl::OkStatus();
}

absl::Status JsonReader::Rejected(absl::string_view message) const {
  return RejectionError("INVALID_FIELD", SourcePath(), message);
}

absl::Status JsonReader::Mismatch(JsonValue& value, simdjson::error_code error, JsonType wanted) {
  bool is_null = false;
  if (!value.is_null().get(is_null) && is_null) return absl::OkStatus();
  JsonType type;
  if (value.type().get(type) != simdjson::SUCCESS || type == wanted) return Malformed(error);
  if (type == JsonType::array || type == JsonType::object) {
    return Rejected(absl::StrCat("is ", NameOf(type), ", must be ", NameOf(wanted)));
  }
  const absl::string_view token = absl::StripAsciiWhitespace(ToAbsl(value.raw_json_token()));
  // The type above is a guess by the first character.
  if (const auto malformed = Validate(token)) return Malformed(malformed);
  return Rejected(absl::StrCat("'", TruncateUtf8(token, kMaxQuotedBytes), "' is ", NameOf(type),
                               ", must be ", NameOf(wanted)));
}

absl::Status JsonReader::Malformed(simdjson::error_code error) {
  std::string message = absl::StrCat("not well-formed JSON: ", simdjson::error_message(error));
  const char* location = nullptr;
  if (document_.current_location().get(location) == simdjson::SUCCESS &&
      location >= content_.data() && location <= content_.data() + content_.size()) {
    absl::StrAppend(&message, ", at byte ", location - content_.data());
  }
  return RejectionError("MALFORMED_JSON", SourcePath(), message);
}

}  // namespace trialdex::ctgov_v2
