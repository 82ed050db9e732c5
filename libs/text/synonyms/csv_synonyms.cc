#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "libs/base/status_macros.h"
#include "libs/text/synonyms/line_reader.h"
#include "libs/text/synonyms/synonym_files.h"

namespace trialdex {
namespace {

// Rows of a CSV text; a quoted value may hold commas, quotes and line ends.
class CsvReader {
 public:
  CsvReader(absl::string_view content, absl::string_view file) : rest_(content), file_(file) {
    absl::ConsumePrefix(&rest_, "\xEF\xBB\xBF");
  }

  bool AtEnd() const { return rest_.empty(); }

  // Line that the last row begins at.
  size_t line() const { return row_line_; }

  absl::Status Error(absl::string_view what) const { return LineError(file_, row_line_, what); }

  absl::Status ReadRow(std::vector<std::string>& row) {
    row.clear();
    row_line_ = next_line_;
    do {
      std::string value;
      RETURN_IF_ERROR(ReadValue(value));
      if (!IsValidUtf8(value)) return Error("is not UTF-8");
      row.push_back(std::move(value));
    } while (absl::ConsumePrefix(&rest_, ","));
    absl::ConsumePrefix(&rest_, "\r");
    if (absl::ConsumePrefix(&rest_, "\n")) ++next_line_;
    return absl::OkStatus();
  }

 private:
  absl::Status ReadValue(std::string& value) {
    if (!absl::ConsumePrefix(&rest_, "\"")) {
      const size_t end = std::min(rest_.find_first_of(",\n"), rest_.size());
      value.assign(rest_.data(), end);
      rest_.remove_prefix(end);
      if (absl::EndsWith(value, "\r")) value.pop_back();
      if (absl::StrContains(value, '"')) return Error("has a quote inside a value without quotes");
      return absl::OkStatus();
    }
    while (true) {
      const size_t end = rest_.find('"');
      if (end == absl::string_view::npos) return Error("has a quote without its end");
      const absl::string_view part = rest_.substr(0, end);
      next_line_ += static_cast<size_t>(std::count(part.begin(), part.end(), '\n'));
      value.append(part.data(), part.size());
      rest_.remove_prefix(end + 1);
      if (!absl::ConsumePrefix(&rest_, "\"")) break;
      value += '"';
    }
    if (rest_.empty() || rest_[0] == ',' || rest_[0] == '\n' || absl::StartsWith(rest_, "\r\n")) {
      return absl::OkStatus();
    }
    return Error("has text after a quoted value");
  }

  absl::string_view rest_;
  const absl::string_view file_;
  size_t row_line_ = 0;
  size_t next_line_ = 1;
};

std::optional<size_t> FindColumn(const std::vector<std::string>& header,
                                 absl::Span<const absl::string_view> names) {
  for (const absl::string_view name : names) {
    for (size_t i = 0; i < header.size(); ++i) {
      if (absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(header[i]), name)) return i;
    }
  }
  return std::nullopt;
}

}  // namespace

absl::Status ReadCsvSynonyms(absl::string_view content, absl::string_view file, SynonymRuleFn add) {
  static constexpr std::array<absl::string_view, 2> kNames = {"Common name", "Name"};
  static constexpr std::array<absl::string_view, 2> kSynonyms = {"Synonyms", "Synonym"};
  CsvReader reader(content, file);
  std::vector<std::string> row;
  RETURN_IF_ERROR(reader.ReadRow(row));
  const std::optional<size_t> name = FindColumn(row, kNames);
  const std::optional<size_t> synonyms = FindColumn(row, kSynonyms);
  if (!name.has_value() || !synonyms.has_value()) {
    return reader.Error("has no columns 'Common name' (or 'Name') and 'Synonyms'");
  }
  const size_t columns = row.size();
  while (!reader.AtEnd()) {
    RETURN_IF_ERROR(reader.ReadRow(row));
    if (row.size() == 1 && row[0].empty()) continue;  // A blank line.
    if (row.size() != columns) {
      return reader.Error(absl::StrCat("has ", row.size(), " values, not ", columns));
    }
    SynonymRule rule;
    rule.asked.emplace_back(absl::StripAsciiWhitespace(row[*name]));
    if (rule.asked[0].empty()) return reader.Error("has an empty name");
    for (const absl::string_view synonym : absl::StrSplit(row[*synonyms], '|')) {
      const absl::string_view text = absl::StripAsciiWhitespace(synonym);
      if (!text.empty()) rule.asked.emplace_back(text);
    }
    if (rule.asked.size() > 1) add(std::move(rule));
  }
  return absl::OkStatus();
}

}  // namespace trialdex
