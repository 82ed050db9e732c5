#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "libs/base/status_macros.h"
#include "libs/text/synonyms/line_reader.h"
#include "libs/text/synonyms/synonym_files.h"

namespace trialdex {
namespace {

absl::string_view TrimmedLeft(absl::string_view text) {
  return absl::StripLeadingAsciiWhitespace(text);
}

// One line to a rule.
class SolrLine {
 public:
  explicit SolrLine(const LineReader& reader) : reader_(reader), rest_(reader.line()) {}

  absl::Status Parse(SynonymRule& rule) {
    RETURN_IF_ERROR(ParseSide(rule.asked));
    const bool one_way = absl::ConsumePrefix(&rest_, "=>");
    if (one_way) {
      RETURN_IF_ERROR(ParseSide(rule.found));
      if (!rest_.empty()) return reader_.Error("has more than one =>");
    } else if (rule.asked.size() == 1) {
      return reader_.Error("has one phrase only: expected ',' or '=>' and another");
    }
    return absl::OkStatus();
  }

 private:
  // side := phrase ("," phrase)*, up to "=>" or the end
  absl::Status ParseSide(std::vector<std::string>& phrases) {
    do {
      std::string phrase;
      RETURN_IF_ERROR(ParsePhrase(phrase));
      phrases.push_back(std::move(phrase));
    } while (absl::ConsumePrefix(&rest_, ","));
    return absl::OkStatus();
  }

  absl::Status ParsePhrase(std::string& phrase) {
    rest_ = TrimmedLeft(rest_);
    size_t trimmed = 0;  // White space after here goes, unless it is escaped.
    while (!rest_.empty() && rest_[0] != ',' && !absl::StartsWith(rest_, "=>")) {
      const bool escaped = absl::ConsumePrefix(&rest_, "\\");
      if (escaped && rest_.empty()) return reader_.Error("ends in a backslash");
      phrase += rest_[0];
      if (escaped || !absl::ascii_isspace(static_cast<unsigned char>(rest_[0]))) {
        trimmed = phrase.size();
      }
      rest_.remove_prefix(1);
    }
    phrase.resize(trimmed);
    return phrase.empty() ? reader_.Error("has an empty phrase") : absl::OkStatus();
  }

  const LineReader& reader_;
  absl::string_view rest_;
};

}  // namespace

absl::Status ReadSolrSynonyms(absl::string_view content, absl::string_view file,
                              SynonymRuleFn add) {
  LineReader reader(content, file);
  while (reader.Next()) {
    RETURN_IF_ERROR(reader.CheckUtf8());
    const absl::string_view text = TrimmedLeft(reader.line());
    if (text.empty() || text[0] == '#') continue;
    SynonymRule rule;
    RETURN_IF_ERROR(SolrLine(reader).Parse(rule));
    add(std::move(rule));
  }
  return absl::OkStatus();
}

}  // namespace trialdex
