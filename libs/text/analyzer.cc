#include "libs/text/analyzer.h"

#include <string>
#include <vector>

#include "libs/text/atoms.h"
#include "libs/text/char_class.h"
#include "libs/text/chunk_reader.h"
#include "libs/text/comparator.h"
#include "libs/text/lowered_text.h"
#include "libs/text/normalizer.h"
#include "libs/text/stemmer.h"
#include "libs/text/text_arena.h"
#include "libs/text/token_list.h"
#include "libs/text/word_rules.h"

namespace trialdex {
namespace {

constexpr size_t kMinStemmed = 3;
constexpr size_t kMaxStemmed = 40;
static_assert(kMaxTokenCodePoints == 64, "a word has a bit for each of its letters");
static_assert(LoweredText::kSlack >= Token::kReadableBytes);
static_assert(TextArena::kSlack >= Token::kReadableBytes);
// Longer chains are joined in pairs only.
constexpr size_t kMaxJoined = 5;

// Letters alone, or with "'s" behind them.
bool IsEnglishWord(absl::string_view text) {
  size_t letters = 0;
  while (letters < text.size() && (BitsOf(text[letters]) & kAlpha) != 0) ++letters;
  return letters == text.size() || text.substr(letters) == "'s";
}

}  // namespace

class Analyzer::Impl {
 public:
  Impl() : chunks_(arena_) {}

  absl::Span<const Token> Analyze(absl::string_view utf8, bool with_stems) {
    with_stems_ = with_stems;
    Begin(utf8);
    size_t at = 0;
    for (const LoweredText::Run& run : lowered_.runs()) {
      at = AddUntil(at, run.begin);
      // A chunk may have gone over the run or into it, and may end in it.
      while (at < run.end) at = AddRun(at, run.end);
    }
    AddUntil(at, text_.size());
    return tokens_.tokens();
  }

  absl::string_view MarkedStem(absl::string_view word) { return stemmer_.MarkedStem(word); }

 private:
  void Begin(absl::string_view utf8) {
    arena_.Clear();
    stemmer_.Trim();
    tokens_.Begin(utf8);
    numerals_ = false;
    comparator_.Clear();
    lowered_.Assign(utf8);
    text_ = lowered_.text();
    chunks_.Reset(text_);
  }

  // True if a word before `next`, whose first byte has `bits`, surely ends there.
  // A zero byte stands behind the text.
  static bool EndsPlain(const char* next, uint8_t bits) {
    if ((bits & (kGlue | kHigh)) == 0) return true;
    if ((bits & kHigh) != 0 || *next == '+' || *next == '%' || *next == '\\') return false;
    return (BitsOf(next[1]) & (kAlnum | kHigh)) == 0;
  }

  // Adds the stem of `word`, a token that may go when one is added.
  void AddStem(Token& word) {
    if (word.text.size() < kMinStemmed || word.text.size() > kMaxStemmed) return;
    word.may_have_stem = !with_stems_;
    if (!with_stems_) return;
    const absl::string_view stem = stemmer_.MarkedStem(word.text);
    const uint32_t begin = word.begin;
    const uint32_t end = word.end;
    if (!stem.empty()) tokens_.Add(stem, TokenKind::kStem, begin, end);
  }

  // Adds what begins with the letters and digits [begin, end). Nearly all text is plain words
  // with blanks between: they are done here. Returns the byte after what was added.
  size_t AddRun(size_t begin, size_t end) {
    const size_t size = end - begin;
    if (size > kMaxTokenCodePoints) return AddChunk(begin);
    const uint64_t all = ~uint64_t{0} >> (kMaxTokenCodePoints - size);
    const uint64_t digits = lowered_.Digits(begin, size);
    const bool plain = digits == 0 || (digits == all && comparator_.empty());
    const char* const next = text_.data() + end;
    if (!plain || !EndsPlain(next, BitsOf(*next))) return AddChunk(begin);
    const absl::string_view word = text_.substr(begin, size);
    Token& token = tokens_.AddShort(word, TokenKind::kWritten, begin, end);
    token.written_case = CaseOf(lowered_.Capitals(begin, size), all);
    if (digits == 0) AddStem(token);
    FollowNumerals(word, begin, end);
    comparator_.Clear();
    tokens_.NextPosition();
    return end;
  }

  // How a word is written of which these are capitals and all are letters, or none is.
  static WrittenCase CaseOf(uint64_t capitals, uint64_t all) {
    if (capitals == 0) return WrittenCase::kNormal;
    if (capitals == all) return WrittenCase::kUpper;
    return capitals == 1 ? WrittenCase::kCapitalized : WrittenCase::kOther;
  }

  // Adds the other spelling of a numeral where one was announced.
  void FollowNumerals(absl::string_view word, size_t begin, size_t end) {
    if (numerals_) {
      const absl::string_view other = OtherNumeral(word);
      if (!other.empty()) {
        tokens_.Add(arena_.Store({other}), TokenKind::kVariant, begin, end);
        return;
      }
      if (LinksNumerals(word)) return;
    }
    numerals_ = AnnouncesNumeral(word);
  }

  // Takes note of what stands between words in [begin, end); words of other letters than ASCII
  // are added. Returns the byte after it, which is behind `end` if such a word is.
  size_t AddUntil(size_t begin, size_t end) {
    size_t at = begin;
    while (at < end) {
      const uint8_t bits = BitsOf(text_[at]);
      if ((bits & kHigh) != 0) {
        at = SeparateHigh(at);
      } else {
        if ((bits & kBlank) == 0) Separate(at);
        ++at;
      }
    }
    return at;
  }

  // Takes note of the sign at `at`.
  void Separate(size_t at) {
    if (text_[at] == '.' || text_[at] == ';') numerals_ = false;
    comparator_.Take(text_[at], at);
  }

  size_t SeparateHigh(size_t at) {
    const Character character = CharacterAt(text_, at);
    switch (character.char_class) {
      case CharClass::kLetter:
      case CharClass::kGreek:
        return AddChunk(at);
      case CharClass::kCjk:
        return AddCjk(at);
      case CharClass::kLessOrEqual:
        comparator_.Set("<=", at);
        break;
      case CharClass::kGreaterOrEqual:
        comparator_.Set(">=", at);
        break;
      default:
        // Wide blanks come here too: they must not part a sign from its number.
        break;
    }
    return at + character.bytes;
  }

  size_t AddChunk(size_t at) {
    parts_.clear();
    const size_t end = chunks_.Read(at, parts_);
    FindAtoms(parts_, arena_, atoms_);
    for (size_t i = 0; i < atoms_.size(); ++i) {
      AddAtom(atoms_[i]);
      if (i == 0 && !comparator_.empty() && (BitsOf(atoms_[0].plain[0]) & kDigit) != 0) {
        tokens_.Add(arena_.Store({comparator_.sign(), atoms_[0].plain}), TokenKind::kNarrow,
                    comparator_.begin(), atoms_[0].end);
      }
      if (i + 1 == atoms_.size()) AddSign(atoms_[i], end);
      AddJoined(i);
      tokens_.NextPosition();
    }
    comparator_.Clear();
    return end;
  }

  void AddAtom(const Atom& atom) {
    tokens_.AddWritten(atom.written, atom.begin, atom.end);
    const bool is_plain = atom.plain.data() == atom.written.data() || atom.plain == atom.written;
    if (!is_plain) tokens_.Add(atom.plain, TokenKind::kVariant, atom.begin, atom.end);
    const size_t plain = tokens_.size() - 1;
    for (const absl::string_view part : {atom.letters, atom.number}) {
      if (!part.empty()) tokens_.Add(part, TokenKind::kPart, atom.begin, atom.end);
    }
    if (IsEnglishWord(atom.plain)) AddStem(tokens_[plain]);
    FollowNumerals(atom.plain, atom.begin, atom.end);
  }

  // The "+" of "er+", the "%" of "50%".
  void AddSign(const Atom& atom, size_t end) {
    const bool escaped = end + 1 < text_.size() && text_[end] == '\\' && text_[end + 1] == '+';
    const size_t at = escaped ? end + 1 : end;
    if (at >= text_.size()) return;
    const bool plus = text_[at] == '+';
    const bool percent = text_[at] == '%' && (BitsOf(atom.plain.back()) & kDigit) != 0;
    if (!plus && !percent) return;
    tokens_.Add(arena_.Store({atom.plain, plus ? "+" : "%"}), TokenKind::kNarrow, atom.begin,
                at + 1);
  }

  // The words that begin with atom `first` and go on over hyphens, written as one.
  void AddJoined(size_t first) {
    size_t last = first;
    while (last + 1 < atoms_.size() && atoms_[last + 1].join == Join::kHyphen) ++last;
    if (last == first) return;
    AddJoined(first, first + 1);
    const bool begins_chain = atoms_[first].join != Join::kHyphen;
    if (begins_chain && last > first + 1 && last - first < kMaxJoined) AddJoined(first, last);
  }

  void AddJoined(size_t first, size_t last) {
    const absl::string_view joined =
        JoinAtoms(absl::MakeConstSpan(atoms_).subspan(first, last - first + 1), arena_);
    if (joined.empty()) return;
    tokens_.Add(joined, TokenKind::kJoined, atoms_[first].begin, atoms_[last].end);
  }

  // Pairs of neighbours; a single character alone. Returns the byte after the run.
  size_t AddCjk(size_t at) {
    numerals_ = false;
    comparator_.Clear();
    absl::string_view before;
    size_t before_begin = at;
    bool paired = false;
    while (at < text_.size() && (BitsOf(text_[at]) & kHigh) != 0) {
      const Character character = CharacterAt(text_, at);
      const bool mark = character.char_class == CharClass::kMark;
      if (!mark && character.char_class != CharClass::kCjk) break;
      const size_t begin = at;
      at += character.bytes;
      NormalizeWord(text_.substr(begin, character.bytes), normal_);
      if (mark || normal_.empty()) continue;
      const absl::string_view current = arena_.Store({normal_});
      if (!before.empty()) {
        tokens_.AddWritten(arena_.Store({before, current}), before_begin, at);
        tokens_.NextPosition();
        paired = true;
      }
      before = current;
      before_begin = begin;
    }
    if (!paired && !before.empty()) {
      tokens_.AddWritten(before, before_begin, at);
      tokens_.NextPosition();
    }
    return at;
  }

  TextArena arena_;
  Stemmer stemmer_;
  ChunkReader chunks_;
  LoweredText lowered_;
  // That of lowered_.
  absl::string_view text_;
  TokenList tokens_;
  std::vector<Part> parts_;
  std::vector<Atom> atoms_;
  std::string normal_;
  bool with_stems_ = true;
  // True while a numeral may follow "stage" and its like.
  bool numerals_ = false;
  // Before the next word.
  Comparator comparator_;
};

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

absl::Span<const Token> Analyzer::Analyze(absl::string_view utf8) {
  return impl_->Analyze(utf8, /*with_stems=*/true);
}

absl::Span<const Token> Analyzer::AnalyzeWithoutStems(absl::string_view utf8) {
  return impl_->Analyze(utf8, /*with_stems=*/false);
}

absl::string_view Analyzer::MarkedStem(absl::string_view word) { return impl_->MarkedStem(word); }

}  // namespace trialdex
