#include "services/trialctl/input/envelope.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "simdjson.h"

namespace trialdex {
namespace {

namespace json = simdjson::dom;

constexpr absl::string_view kContentKeys[] = {"xml", "text", "html", "json"};

std::string ToString(std::string_view text) { return std::string(text); }

v1::RawRecord AsIs(absl::string_view text) {
  v1::RawRecord record;
  record.set_content(std::string(text));
  return record;
}

bool IsContentKey(std::string_view key) {
  for (const absl::string_view content_key : kContentKeys) {
    if (content_key == absl::string_view(key.data(), key.size())) return true;
  }
  return false;
}

void SetFetchDate(std::string_view day, v1::RawRecord& record) {
  absl::Time time;
  std::string error;
  const absl::string_view text(day.data(), day.size());
  if (absl::ParseTime("%Y-%m-%d", text, &time, &error) ||
      absl::ParseTime(absl::RFC3339_full, text, &time, &error)) {
    record.mutable_fetch_time()->set_seconds(absl::ToUnixSeconds(time));
  }
}

// The record of an envelope; nullopt if `object` is none.
std::optional<v1::RawRecord> FromEnvelope(const json::object& object) {
  v1::RawRecord record;
  bool has_content = false;
  for (const auto& [key, value] : object) {
    if (IsContentKey(key)) {
      if (has_content) return std::nullopt;
      has_content = true;
      record.set_content(value.is_string() ? ToString(value.get_string().value_unsafe())
                                           : simdjson::minify(value));
    } else if (key == "nct_id" && value.is_string()) {
      record.set_trial_id(ToString(value.get_string().value_unsafe()));
    } else if ((key == "downloaded" || key == "fetch_time") && value.is_string()) {
      SetFetchDate(value.get_string().value_unsafe(), record);
    } else if ((key == "url" || key == "source_uri") && value.is_string()) {
      record.set_source_uri(ToString(value.get_string().value_unsafe()));
    } else {
      return std::nullopt;
    }
  }
  if (!has_content) return std::nullopt;
  return record;
}

// Studies keep their bytes but for white space between tokens.
std::vector<v1::RawRecord> FromStudies(const json::array& studies) {
  std::vector<v1::RawRecord> records;
  for (const json::element& study : studies) {
    records.emplace_back().set_content(simdjson::minify(study));
  }
  return records;
}

// Parsing a whole study only to find that it is not an envelope would cost as
// much as reading it: an envelope's or page's key stands near its beginning.
bool MayBeWrapped(absl::string_view text) {
  if (absl::StartsWith(text, "[")) return true;
  if (!absl::StartsWith(text, "{")) return false;
  const size_t quote = text.find('"');
  const size_t end = quote == text.npos ? quote : text.find('"', quote + 1);
  if (end == text.npos) return false;
  const absl::string_view first_key = text.substr(quote + 1, end - quote - 1);
  return !absl::EndsWith(first_key, "Section") && first_key != "hasResults";
}

}  // namespace

bool IsWholeJsonObject(absl::string_view line) {
  const absl::string_view trimmed = absl::StripAsciiWhitespace(line);
  if (!absl::StartsWith(trimmed, "{") || !absl::EndsWith(trimmed, "}")) return false;
  json::parser parser;
  json::element root;
  return parser.parse(trimmed.data(), trimmed.size()).get(root) == simdjson::SUCCESS;
}

std::vector<v1::RawRecord> Unwrap(absl::string_view text) {
  const absl::string_view trimmed = absl::StripAsciiWhitespace(text);
  if (!MayBeWrapped(trimmed)) return {AsIs(text)};
  json::parser parser;
  json::element root;
  if (parser.parse(trimmed.data(), trimmed.size()).get(root) != simdjson::SUCCESS) {
    return {AsIs(text)};
  }
  json::array studies;
  if (root.get(studies) == simdjson::SUCCESS || root["studies"].get(studies) == simdjson::SUCCESS) {
    std::vector<v1::RawRecord> records = FromStudies(studies);
    if (!records.empty()) return records;
    return {AsIs(text)};
  }
  json::object object;
  if (root.get(object) == simdjson::SUCCESS) {
    std::optional<v1::RawRecord> record = FromEnvelope(object);
    if (record.has_value()) return {*std::move(record)};
  }
  return {AsIs(text)};
}

}  // namespace trialdex
