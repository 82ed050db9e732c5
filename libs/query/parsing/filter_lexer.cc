#include "libs/query/parsing/filter_lexer.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"

namespace trialdex {
namespace {

using Kind = FilterLexeme::Kind;

constexpr absl::string_view kField = "filter";

struct Sign {
  absl::string_view text;
  Kind kind;
};

// Longer signs before those that they begin with.
constexpr Sign kSigns[] = {{"<=", Kind::kLessOrEqual}, {">=", Kind::kGreaterOrEqual},
                           {"!=", Kind::kNotEqual},    {"<", Kind::kLess},
                           {">", Kind::kGreater},      {"=", Kind::kEqual},
                           {":", Kind::kHas},          {"(", Kind::kOpen},
                           {")", Kind::kClose},        {",", Kind::kComma}};

bool IsBlank(char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); }

bool EndsWord(char c) {
  return IsBlank(c) || absl::StrContains("()<>=!:,\"'", absl::string_view(&c, 1));
}

class Lexer {
 public:
  explicit Lexer(absl::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<FilterLexeme>> Run() {
    while (true) {
      while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
      if (at_ == text_.size()) break;
      RETURN_IF_ERROR(Next());
    }
    Add(Kind::kEnd, 0);
    return std::move(lexemes_);
  }

 private:
  void Add(Kind kind, size_t bytes) {
    lexemes_.push_back({kind, std::string(text_.substr(at_, bytes)), at_});
    at_ += bytes;
  }

  absl::Status Next() {
    for (const Sign& sign : kSigns) {
      if (!absl::StartsWith(text_.substr(at_), sign.text)) continue;
      Add(sign.kind, sign.text.size());
      return absl::OkStatus();
    }
    const char c = text_[at_];
    if (c == '"' || c == '\'') return AddString(c);
    if (c == '-' && !ExpectsValue()) {
      Add(Kind::kNot, 1);
      return absl::OkStatus();
    }
    size_t end = at_;
    while (end < text_.size() && !EndsWord(text_[end])) ++end;
    if (end == at_) {
      return ParseError(kField, "FILTER_SYNTAX", at_,
                        absl::StrCat("expected a field, found '", text_.substr(at_, 1), "'"));
    }
    Add(KindOf(text_.substr(at_, end - at_)), end - at_);
    return absl::OkStatus();
  }

  // True behind a comparison or comma: a "-" there is a value's sign.
  bool ExpectsValue() const { return !lexemes_.empty() && lexemes_.back().kind >= Kind::kComma; }

  static Kind KindOf(absl::string_view word) {
    if (word == "AND") return Kind::kAnd;
    if (word == "OR") return Kind::kOr;
    if (word == "NOT") return Kind::kNot;
    return Kind::kWord;
  }

  absl::Status AddString(char quote) {
    FilterLexeme lexeme = {Kind::kString, "", at_};
    for (size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] == quote) {
        at_ = i + 1;
        lexemes_.push_back(std::move(lexeme));
        return absl::OkStatus();
      }
      if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
      lexeme.text += text_[i];
    }
    return ParseError(kField, "FILTER_SYNTAX", at_, "expected a closing quote for the one");
  }

  absl::string_view text_;
  size_t at_ = 0;
  std::vector<FilterLexeme> lexemes_;
};

}  // namespace

absl::StatusOr<std::vector<FilterLexeme>> LexFilter(absl::string_view text) {
  return Lexer(text).Run();
}

}  // namespace trialdex
