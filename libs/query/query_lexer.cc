#include "libs/query/query_lexer.h"

#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"

namespace trialdex {
namespace {

using Kind = QueryLexeme::Kind;

constexpr absl::string_view kField = "query";
constexpr absl::string_view kOpenQuote = "\xE2\x80\x9C";   // “
constexpr absl::string_view kCloseQuote = "\xE2\x80\x9D";  // ”

constexpr std::array<absl::string_view, 4> kLaterOperators = {"COVERAGE", "EXPANSION", "SEARCH",
                                                              "TILT"};

bool IsBlank(char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); }

class Lexer {
 public:
  explicit Lexer(absl::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<QueryLexeme>> Run() {
    while (true) {
      while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
      if (at_ == text_.size()) break;
      if (text_[at_] == '(' || text_[at_] == ')') {
        Add(text_[at_] == '(' ? Kind::kOpen : Kind::kClose, at_ + 1);
      } else if (QuoteBytes() != 0) {
        RETURN_IF_ERROR(AddPhrase());
      } else {
        RETURN_IF_ERROR(AddWord());
      }
    }
    Add(Kind::kEnd, at_);
    return std::move(lexemes_);
  }

 private:
  void Add(Kind kind, size_t end) {
    lexemes_.push_back({kind,
                        text_.substr(at_, end - at_),
                        {},
                        static_cast<uint32_t>(at_),
                        static_cast<uint32_t>(end)});
    at_ = end;
  }

  // Bytes of the quotation mark at at_, straight or curly; 0 if there is none.
  size_t QuoteBytes() const {
    const absl::string_view rest = text_.substr(at_);
    if (absl::StartsWith(rest, "\"")) return 1;
    const bool curly = absl::StartsWith(rest, kOpenQuote) || absl::StartsWith(rest, kCloseQuote);
    return curly ? kOpenQuote.size() : 0;
  }

  absl::Status AddPhrase() {
    const size_t begin = at_;
    const size_t inner = begin + QuoteBytes();
    for (at_ = inner; at_ < text_.size() && QuoteBytes() == 0; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    }
    if (at_ >= text_.size()) {
      return ParseError(kField, "QUERY_SYNTAX", begin, "expected a closing quote for the one");
    }
    const size_t close = at_;
    const size_t end = close + QuoteBytes();
    if (end < text_.size() && text_[end] == '~') return Unsupported("~", end);
    at_ = begin;
    Add(Kind::kPhrase, end);
    lexemes_.back().text = text_.substr(inner, close - inner);
    return absl::OkStatus();
  }

  absl::Status AddWord() {
    const size_t begin = at_;
    size_t end = at_;
    while (end < text_.size() && !EndsWord(end)) {
      if (text_[end] == '[' && end > begin) {
        const absl::string_view name = text_.substr(begin, end - begin);
        if (name == "AREA") return AddOperator(Kind::kArea, end);
        if (name == "RANGE") return AddOperator(Kind::kRange, end);
        for (const absl::string_view later : kLaterOperators) {
          if (name == later) return Unsupported(later, begin);
        }
      }
      end += text_[end] == '\\' && end + 1 < text_.size() ? 2 : 1;
    }
    const absl::string_view word = text_.substr(begin, end - begin);
    RETURN_IF_ERROR(CheckSuffix(word, begin));
    Add(KindOf(word), end);
    return absl::OkStatus();
  }

  bool EndsWord(size_t at) const {
    const char c = text_[at];
    return IsBlank(c) || c == '(' || c == ')' || c == '"' ||
           absl::StartsWith(text_.substr(at), kOpenQuote) ||
           absl::StartsWith(text_.substr(at), kCloseQuote);
  }

  static Kind KindOf(absl::string_view word) {
    if (word == "AND") return Kind::kAnd;
    if (word == "OR") return Kind::kOr;
    if (word == "NOT") return Kind::kNot;
    if (word == "MISSING") return Kind::kMissing;
    if (word == "ALL") return Kind::kAll;
    return Kind::kWord;
  }

  // `bracket` is where the argument's bracket opens.
  absl::Status AddOperator(Kind kind, size_t bracket) {
    const size_t close = text_.find(']', bracket);
    if (close == absl::string_view::npos) {
      return ParseError(kField, "QUERY_SYNTAX", bracket, "expected a closing bracket for the one");
    }
    Add(kind, close + 1);
    lexemes_.back().argument =
        absl::StripAsciiWhitespace(text_.substr(bracket + 1, close - bracket - 1));
    return absl::OkStatus();
  }

  // Refuses what asks for more than the word: "immun*", "tumor~1".
  static absl::Status CheckSuffix(absl::string_view word, size_t begin) {
    size_t end = word.size();
    while (end > 0 && absl::ascii_isdigit(static_cast<unsigned char>(word[end - 1]))) --end;
    const auto follows_word = [word](size_t at) {
      return at > 0 && absl::ascii_isalnum(static_cast<unsigned char>(word[at - 1]));
    };
    if (end > 0 && word[end - 1] == '~' && follows_word(end - 1)) {
      return Unsupported("~", begin + end - 1);
    }
    if (absl::EndsWith(word, "*") && follows_word(word.size() - 1)) {
      return Unsupported("*", begin + word.size() - 1);
    }
    return absl::OkStatus();
  }

  static absl::Status Unsupported(absl::string_view name, size_t position) {
    return FieldError(kField,
                      absl::StrCat("operator '", name, "' at byte ", position, " is not supported"),
                      "QUERY_UNSUPPORTED",
                      {{"position", absl::StrCat(position)}, {"operator", std::string(name)}});
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
