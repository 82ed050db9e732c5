#include "libs/text/analyzer.h"

#include <string>
#include <vector>

#include "libs/base/small_letters.h"
#include "libs/text/atoms.h"
#include "libs/text/char_class.h"
#include "libs/text/chunk_reader.h"
#include "libs/text/normalizer.h"
#include "libs/text/stemmer.h"
#include "libs/text/text_arena.h"
#include "libs/text/word_rules.h"

namespace trialdex {
namespace {

constexpr size_t kMinStemmed = 3;
constexpr size_t kMaxStemmed = 40;
// Longer chains are joined in pairs only.
constexpr size_t kMaxJoined = 5;

// Letters alone, or with "'s" behind them.
bool IsEnglishWord(absl::string_view text) {
  size_t letters = 0;
  while (letters < text.size() && (BitsOf(text[letters]) & kAlpha) != 0) ++letters;
  return letters == text.size() || text.substr(letters) == "'s";
}

absl::string_view CutToken(absl::string_view text) {
  if (text.size() <= kMaxTokenCodePoints) return text;
  size_t end = 0;
  for (size_t count = 0; count < kMaxTokenCodePoints && end < text.size(); ++count) {
    const size_t bytes = CharacterAt(text, end).bytes;
    if (end + bytes > kMaxTokenBytes) break;
    end += bytes;
  }
  return text.substr(0, end);
}

}  // namespace

class Analyzer::Impl {
 public:
  Impl() : chunks_(arena_) {}

  absl::Span<const Token> Analyze(absl::string_view utf8, bool with_stems) {
    with_stems_ = with_stems;
    Begin(utf8);
    const char* const text = lowered_.data();
    const size_t size = lowered_.size();
    size_t at = 0;
    // Nearly all text is plain words with blanks between: they are done here.
    while (at < size) {
      uint8_t bits = BitsOf(text[at]);
      if ((bits & kAlnum) != 0) {
        const size_t begin = at;
        uint8_t seen = 0;
        do {
          seen |= bits;
          bits = BitsOf(text[++at]);
        } while ((bits & kAlnum) != 0);
        if (seen != kAlnum && EndsPlain(text + at, bits) &&
            (comparator_.empty() || seen != kDigit)) {
          AddPlain({text + begin, at - begin}, seen, begin, at);
        } else {
          at = AddChunk(begin);
        }
      } else if ((bits & kBlank) != 0) {
        ++at;
      } else {
        at = Separate(at);
      }
    }
    return tokens_;
  }

  absl::string_view MarkedStem(absl::string_view word) { return stemmer_.MarkedStem(word); }

 private:
  void Begin(absl::string_view utf8) {
    arena_.Clear();
    stemmer_.Trim();
    tokens_.clear();
    position_ = 0;
    numerals_ = false;
    comparator_ = {};
    lowered_.assign(utf8.data(), utf8.size());
    MakeSmall(lowered_);
    chunks_.Reset(lowered_);
  }

  // True if a word before `next`, whose first byte has `bits`, surely ends there.
  // A zero byte stands behind the text.
  static bool EndsPlain(const char* next, uint8_t bits) {
    if ((bits & (kGlue | kHigh)) == 0) return true;
    if ((bits & kHigh) != 0 || *next == '+' || *next == '%' || *next == '\\') return false;
    return (BitsOf(next[1]) & (kAlnum | kHigh)) == 0;
  }

  void Add(absl::string_view text, TokenKind kind, size_t begin, size_t end) {
    tokens_.push_back({CutToken(text), position_, static_cast<uint32_t>(begin),
                       static_cast<uint32_t>(end), kind});
  }

  // Adds the stem of the word that token number `word` is.
  void AddStem(size_t word) {
    const Token token = tokens_[word];
    if (token.text.size() < kMinStemmed || token.text.size() > kMaxStemmed) return;
    if (!with_stems_) {
      tokens_[word].may_have_stem = true;
      return;
    }
    const absl::string_view stem = stemmer_.MarkedStem(token.text);
    if (!stem.empty()) Add(stem, TokenKind::kStem, token.begin, token.end);
  }

  void AddPlain(absl::string_view word, uint8_t seen, size_t begin, size_t end) {
    Add(word, TokenKind::kWritten, begin, end);
    if (seen == kAlpha) AddStem(tokens_.size() - 1);
    FollowNumerals(word, begin, end);
    comparator_ = {};
    ++position_;
  }

  // Adds the other spelling of a numeral where one was announced.
  void FollowNumerals(absl::string_view word, size_t begin, size_t end) {
    if (numerals_) {
      const absl::string_view other = OtherNumeral(word);
      if (!other.empty()) {
        Add(other, TokenKind::kVariant, begin, end);
        return;
      }
      if (LinksNumerals(word)) return;
    }
    numerals_ = AnnouncesNumeral(word);
  }

  // Takes note of what stands at `at` between words; returns the byte after it.
  size_t Separate(size_t at) {
    if ((BitsOf(lowered_[at]) & kHigh) != 0) return SeparateHigh(at);
    switch (lowered_[at]) {
      case '<':
        SetComparator("<", at);
        break;
      case '>':
        SetComparator(">", at);
        break;
      case '=':
        if (comparator_ == "<") {
          comparator_ = "<=";
        } else if (comparator_ == ">") {
          comparator_ = ">=";
        }
        break;
      case '\\':
        break;
      case '.':
      case ';':
        numerals_ = false;
        [[fallthrough]];
      default:
        comparator_ = {};
        break;
    }
    return at + 1;
  }

  size_t SeparateHigh(size_t at) {
    const Character character = CharacterAt(lowered_, at);
    switch (character.char_class) {
      case CharClass::kLetter:
      case CharClass::kGreek:
        return AddChunk(at);
      case CharClass::kCjk:
        return AddCjk(at);
      case CharClass::kLessOrEqual:
        SetComparator("<=", at);
        break;
      case CharClass::kGreaterOrEqual:
        SetComparator(">=", at);
        break;
      default:
        // Wide blanks come here too: they must not part a sign from its number.
        break;
    }
    return at + character.bytes;
  }

  void SetComparator(absl::string_view comparator, size_t at) {
    comparator_ = comparator;
    comparator_begin_ = at;
  }

  size_t AddChunk(size_t at) {
    parts_.clear();
    const size_t end = chunks_.Read(at, parts_);
    FindAtoms(parts_, arena_, atoms_);
    for (size_t i = 0; i < atoms_.size(); ++i) {
      AddAtom(atoms_[i]);
      if (i == 0 && !comparator_.empty() && (BitsOf(atoms_[0].plain[0]) & kDigit) != 0) {
        Add(arena_.Store({comparator_, atoms_[0].plain}), TokenKind::kNarrow, comparator_begin_,
            atoms_[0].end);
      }
      if (i + 1 == atoms_.size()) AddSign(atoms_[i], end);
      AddJoined(i);
      ++position_;
    }
    comparator_ = {};
    return end;
  }

  void AddAtom(const Atom& atom) {
    Add(atom.written, TokenKind::kWritten, atom.begin, atom.end);
    if (atom.plain != atom.written) Add(atom.plain, TokenKind::kVariant, atom.begin, atom.end);
    const size_t plain = tokens_.size() - 1;
    for (const absl::string_view part : {atom.letters, atom.number}) {
      if (!part.empty()) Add(part, TokenKind::kPart, atom.begin, atom.end);
    }
    if (IsEnglishWord(atom.plain)) AddStem(plain);
    FollowNumerals(atom.plain, atom.begin, atom.end);
  }

  // The "+" of "er+", the "%" of "50%".
  void AddSign(const Atom& atom, size_t end) {
    const bool escaped =
        end + 1 < lowered_.size() && lowered_[end] == '\\' && lowered_[end + 1] == '+';
    const size_t at = escaped ? end + 1 : end;
    if (at >= lowered_.size()) return;
    const bool plus = lowered_[at] == '+';
    const bool percent = lowered_[at] == '%' && (BitsOf(atom.plain.back()) & kDigit) != 0;
    if (!plus && !percent) return;
    Add(arena_.Store({atom.plain, plus ? "+" : "%"}), TokenKind::kNarrow, atom.begin, at + 1);
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
    Add(joined, TokenKind::kJoined, atoms_[first].begin, atoms_[last].end);
  }

  // Pairs of neighbours; a single character alone. Returns the byte after the run.
  size_t AddCjk(size_t at) {
    numerals_ = false;
    comparator_ = {};
    absl::string_view before;
    size_t before_begin = at;
    bool paired = false;
    while (at < lowered_.size() && (BitsOf(lowered_[at]) & kHigh) != 0) {
      const Character character = CharacterAt(lowered_, at);
      const bool mark = character.char_class == CharClass::kMark;
      if (!mark && character.char_class != CharClass::kCjk) break;
      const size_t begin = at;
      at += character.bytes;
      NormalizeWord(absl::string_view(lowered_).substr(begin, character.bytes), normal_);
      if (mark || normal_.empty()) continue;
      const absl::string_view current = arena_.Store({normal_});
      if (!before.empty()) {
        Add(arena_.Store({before, current}), TokenKind::kWritten, before_begin, at);
        ++position_;
        paired = true;
      }
      before = current;
      before_begin = begin;
    }
    if (!paired && !before.empty()) {
      Add(before, TokenKind::kWritten, before_begin, at);
      ++position_;
    }
    return at;
  }

  TextArena arena_;
  Stemmer stemmer_;
  ChunkReader chunks_;
  std::string lowered_;
  std::vector<Token> tokens_;
  std::vector<Part> parts_;
  std::vector<Atom> atoms_;
  std::string normal_;
  bool with_stems_ = true;
  uint32_t position_ = 0;
  // True while a numeral may follow "stage" and its like.
  bool numerals_ = false;
  // The sign before the next word, and where it began.
  absl::string_view comparator_;
  size_t comparator_begin_ = 0;
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
