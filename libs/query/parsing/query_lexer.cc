#include "libs/query/parsing/query_lexer.h"

#include <array>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/query/parsing/query_suffix.h"
#include "libs/schema/suggestion.h"

namespace trialdex {
namespace {

using Kind = QueryLexeme::Kind;

constexpr absl::string_view kField = "query";

// What stands around a phrase, at either end: "x", “x”, „x“, «x», »x«.
constexpr std::array<absl::string_view, 6> kQuotes = {
    "\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xC2\xAB", "\xC2\xBB"};

struct Operator {
  absl::string_view name;
  Kind kind;
};

// Written with an argument in brackets.
constexpr std::array<Operator, 7> kOperators = {{{"AREA", Kind::kArea},
                                                 {"SEARCH", Kind::kSearch},
                                                 {"COVERAGE", Kind::kCoverage},
                                                 {"EXPANSION", Kind::kExpansion},
                                                 {"TILT", Kind::kTilt},
                                                 {"RANGE", Kind::kRange},
                                                 {"DISTANCE", Kind::kDistance}}};

// Written alone.
constexpr std::array<Operator, 5> kWords = {{{"AND", Kind::kAnd},
                                             {"OR", Kind::kOr},
                                             {"NOT", Kind::kNot},
                                             {"MISSING", Kind::kMissing},
                                             {"ALL", Kind::kAll}}};

// Few queries have more.
constexpr size_t kUsualLexemes = 8;

// Bytes of the quotation mark that `text` begins with; 0 if there is none.
size_t QuoteBytes(absl::string_view text) {
  for (const absl::string_view quote : kQuotes) {
    if (absl::StartsWith(text, quote)) return quote.size();
  }
  return 0;
}

bool IsBlank(char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); }

bool IsCapitals(absl::string_view name) {
  for (const char c : name) {
    if (!absl::ascii_isupper(static_cast<unsigned char>(c))) return false;
  }
  return name.size() > 2;
}

class Lexer {
 public:
  explicit Lexer(absl::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<QueryLexeme>> Run() {
    lexemes_.reserve(kUsualLexemes);
    while (true) {
      while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
      if (at_ == text_.size()) break;
      if (text_[at_] == '(') {
        Add(Kind::kOpen, at_ + 1);
      } else if (text_[at_] == ')') {
        RETURN_IF_ERROR(AddClose());
      } else if (QuoteBytesAt(at_) != 0) {
        RETURN_IF_ERROR(AddPhrase());
      } else {
        RETURN_IF_ERROR(AddWord());
      }
    }
    Add(Kind::kEnd, at_);
    return std::move(lexemes_);
  }

 private:
  QueryLexeme& Add(Kind kind, size_t end) {
    QueryLexeme& lexeme = lexemes_.emplace_back();
    lexeme.kind = kind;
    lexeme.text = text_.substr(at_, end - at_);
    lexeme.begin = static_cast<uint32_t>(at_);
    lexeme.end = static_cast<uint32_t>(end);
    at_ = end;
    return lexeme;
  }

  size_t QuoteBytesAt(size_t at) const { return QuoteBytes(text_.substr(at)); }

  // Reads what hangs behind the lexeme that ends at `end`.
  absl::Status AddWithSuffix(Kind kind, size_t begin, size_t end) {
    ASSIGN_OR_RETURN(const PhraseSuffix suffix,
                     ReadPhraseSuffix(text_.substr(end), kind == Kind::kPhrase, end));
    at_ = begin;
    QueryLexeme& lexeme = Add(kind, end + suffix.bytes);
    lexeme.slop = suffix.slop;
    lexeme.boost = suffix.boost;
    return absl::OkStatus();
  }

  absl::Status AddClose() {
    RETURN_IF_ERROR(AddWithSuffix(Kind::kClose, at_, at_ + 1));
    lexemes_.back().text = ")";
    return absl::OkStatus();
  }

  absl::Status AddPhrase() {
    const size_t begin = at_;
    const size_t inner = begin + QuoteBytesAt(begin);
    for (at_ = inner; at_ < text_.size() && QuoteBytesAt(at_) == 0; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    }
    if (at_ >= text_.size()) {
      return ParseError(kField, "QUERY_SYNTAX", begin, "expected a closing quote for the one");
    }
    const size_t close = at_;
    RETURN_IF_ERROR(AddWithSuffix(Kind::kPhrase, begin, close + QuoteBytesAt(close)));
    lexemes_.back().text = text_.substr(inner, close - inner);
    return absl::OkStatus();
  }

  absl::Status AddWord() {
    const size_t begin = at_;
    size_t end = at_;
    while (end < text_.size() && !EndsWord(end)) {
      if (text_[end] == '[' && end > begin) {
        const absl::string_view name = text_.substr(begin, end - begin);
        for (const Operator& known : kOperators) {
          if (name == known.name) return AddOperator(known.kind, end);
        }
        RETURN_IF_ERROR(CheckNoOperator(name, begin));
      }
      end += text_[end] == '\\' && end + 1 < text_.size() ? 2 : 1;
    }
    const absl::string_view word = text_.substr(begin, end - begin);
    for (const Operator& known : kWords) {
      if (word != known.name) continue;
      Add(known.kind, end);
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const WordSuffix suffix, ReadWordSuffix(word, begin));
    QueryLexeme& lexeme = Add(Kind::kWord, end);
    lexeme.text = word.substr(0, suffix.word_bytes);
    lexeme.pattern = suffix.pattern;
    lexeme.max_edits = suffix.max_edits;
    lexeme.boost = suffix.boost;
    return absl::OkStatus();
  }

  bool EndsWord(size_t at) const {
    const char c = text_[at];
    return IsBlank(c) || c == '(' || c == ')' || QuoteBytesAt(at) != 0;
  }

  // Refuses "AERA[": read as a word, it would find nothing without a reason.
  static absl::Status CheckNoOperator(absl::string_view name, size_t begin) {
    if (!IsCapitals(name)) return absl::OkStatus();
    std::array<absl::string_view, kOperators.size()> names;
    for (size_t i = 0; i < names.size(); ++i) names[i] = kOperators[i].name;
    const std::string suggestion = NearestName(name, names);
    if (suggestion.empty()) return absl::OkStatus();
    return UnknownNameError(kField, "QUERY_SYNTAX", begin, "operator", name, suggestion);
  }

  // `bracket` is where the argument's bracket opens.
  absl::Status AddOperator(Kind kind, size_t bracket) {
    const size_t close = text_.find(']', bracket);
    if (close == absl::string_view::npos) {
      return ParseError(kField, "QUERY_SYNTAX", bracket, "expected a closing bracket for the one");
    }
    Add(kind, close + 1).argument =
        absl::StripAsciiWhitespace(text_.substr(bracket + 1, close - bracket - 1));
    return absl::OkStatus();
  }

  absl::string_view text_;
  size_t at_ = 0;
  std::vector<QueryLexeme> lexemes_;
};

}  // namespace

absl::StatusOr<std::vector<QueryLexeme>> LexQuery(absl::string_view text) {
  return Lexer(text).Run();
}

}  // namespace trialdex
