#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "libs/base/status_macros.h"
#include "libs/text/synonyms/line_reader.h"
#include "libs/text/synonyms/synonym_files.h"

namespace trialdex {
namespace {

// What a backslash and `c` stand for.
char Unescaped(char c) {
  switch (c) {
    case 'n':
    case 't':
    case 'W':
      return ' ';
    default:
      return c;
  }
}

// A value outside quotes, up to a comment ("!") or qualifiers ("{").
std::string PlainValue(absl::string_view value) {
  std::string text;
  for (size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      text += Unescaped(value[++i]);
      continue;
    }
    const bool after_space = i > 0 && value[i - 1] == ' ';
    if (after_space && (value[i] == '!' || value[i] == '{')) break;
    text += value[i];
  }
  absl::StripAsciiWhitespace(&text);
  return text;
}

// A [Term] while its lines are read.
struct Term {
  std::string name;
  std::vector<std::string> exact;
  std::vector<std::string> narrow;
  std::vector<std::string> broad;
  std::vector<std::string> related;
  bool obsolete = false;
};

class OboReader {
 public:
  OboReader(absl::string_view content, absl::string_view file, const SynonymScopes& scopes,
            SynonymRuleFn add)
      : reader_(content, file), scopes_(scopes), add_(add) {}

  absl::Status Read() {
    while (reader_.Next()) {
      RETURN_IF_ERROR(reader_.CheckUtf8());
      const absl::string_view line = absl::StripAsciiWhitespace(reader_.line());
      if (line.empty() || line[0] == '!') continue;
      if (line[0] == '[') {
        if (line.find(']') == absl::string_view::npos) {
          return reader_.Error("begins with '[' and has no ']'");
        }
        EndTerm();
        in_term_ = absl::StartsWith(line, "[Term]");
        continue;
      }
      RETURN_IF_ERROR(ReadTag(line));
    }
    EndTerm();
    return absl::OkStatus();
  }

 private:
  absl::Status ReadTag(absl::string_view line) {
    const size_t colon = line.find(':');
    if (colon == absl::string_view::npos || colon == 0) {
      return reader_.Error("is not 'tag: value'");
    }
    if (!in_term_) return absl::OkStatus();
    const absl::string_view tag = line.substr(0, colon);
    const absl::string_view value = absl::StripAsciiWhitespace(line.substr(colon + 1));
    if (tag == "name") {
      if (!term_.name.empty()) return reader_.Error("is a second name of its term");
      term_.name = PlainValue(value);
      if (term_.name.empty()) return reader_.Error("has an empty name");
    } else if (tag == "is_obsolete") {
      term_.obsolete = PlainValue(value) == "true";
    } else if (tag == "synonym") {
      return ReadSynonym(value);
    }
    return absl::OkStatus();
  }

  // value := '"' text '"' [scope [type]] "[" xrefs "]"
  absl::Status ReadSynonym(absl::string_view value) {
    if (!absl::ConsumePrefix(&value, "\"")) {
      return reader_.Error("has a synonym without quotes around it");
    }
    std::string text;
    for (; !value.empty() && value[0] != '"'; value.remove_prefix(1)) {
      if (value[0] != '\\') {
        text += value[0];
        continue;
      }
      value.remove_prefix(1);
      if (value.empty()) break;
      text += Unescaped(value[0]);
    }
    if (!absl::ConsumePrefix(&value, "\"")) return reader_.Error("has a quote without its end");
    absl::StripAsciiWhitespace(&text);
    if (text.empty()) return reader_.Error("has an empty synonym");
    value = absl::StripLeadingAsciiWhitespace(value);
    const absl::string_view scope = value.substr(0, value.find_first_of(" \t["));
    if (scope == "EXACT") {
      term_.exact.push_back(std::move(text));
    } else if (scope == "NARROW") {
      term_.narrow.push_back(std::move(text));
    } else if (scope == "BROAD") {
      term_.broad.push_back(std::move(text));
    } else if (scope == "RELATED" || scope.empty()) {  // As the format says.
      term_.related.push_back(std::move(text));
    } else {
      return reader_.Error(absl::StrCat("has a synonym of scope '", scope,
                                        "', which is not EXACT, NARROW, BROAD or RELATED"));
    }
    return absl::OkStatus();
  }

  void EndTerm() {
    Term term = std::exchange(term_, Term());
    if (!in_term_ || term.obsolete || term.name.empty()) return;
    const auto with_name = [&](const std::vector<std::string>& others) {
      SynonymRule rule = {{term.name}, {}};
      rule.asked.insert(rule.asked.end(), others.begin(), others.end());
      return rule;
    };
    if (!term.exact.empty()) add_(with_name(term.exact));
    if (scopes_.narrow && !term.narrow.empty()) add_({{term.name}, term.narrow});
    if (scopes_.broad && !term.broad.empty()) add_({term.broad, {term.name}});
    if (scopes_.related) {
      // With the name, not with each other.
      for (const std::string& other : term.related) add_(with_name({other}));
    }
  }

  LineReader reader_;
  const SynonymScopes scopes_;
  SynonymRuleFn add_;
  bool in_term_ = false;
  Term term_;
};

}  // namespace

absl::Status ReadOboSynonyms(absl::string_view content, absl::string_view file,
                             const SynonymScopes& scopes, SynonymRuleFn add) {
  return OboReader(content, file, scopes, add).Read();
}

}  // namespace trialdex
