#include "libs/text/chunk_reader.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "libs/text/char_class.h"
#include "libs/text/normalizer.h"
#include "libs/text/word_rules.h"

namespace trialdex {
namespace {

// A longer chain is read as several chunks.
constexpr size_t kMaxParts = 16;

bool BeginsPart(CharClass char_class) {
  return char_class == CharClass::kLetter || char_class == CharClass::kGreek;
}

bool HasDigit(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return BitsOf(c) == kDigit; });
}

}  // namespace

uint8_t ChunkReader::BitsAt(size_t at) const { return at < text_.size() ? BitsOf(text_[at]) : 0; }

size_t ChunkReader::Read(size_t at, std::vector<Part>& parts) {
  const size_t first = parts.size();
  at = ReadPart(at, Join::kNone, parts);
  while (parts.size() - first < kMaxParts) {
    const Join join = ReadJoin(at);
    if (join == Join::kNone) break;
    at = ReadPart(at, parts.size() == first ? Join::kNone : join, parts);
  }
  return at;
}

size_t ChunkReader::ReadPart(size_t at, Join join, std::vector<Part>& parts) {
  if ((BitsAt(at) & kHigh) != 0) return ReadHighPart(at, join, parts);
  if (const size_t end = AcronymEnd(at); end != 0) {
    std::string letters;
    for (size_t i = at; i < end; i += 2) letters += text_[i];
    AddAscii(arena_.Store({letters}), at, end, join, parts);
    return end;
  }
  size_t end = at;
  uint8_t seen = 0;
  bool has_comma = false;
  while (true) {
    while ((BitsAt(end) & kAlnum) != 0) seen |= BitsAt(end++);
    if (BitsAt(end) != kGlue || (BitsAt(end - 1) & kDigit) == 0) break;
    const bool point = text_[end] == '.' && (BitsAt(end + 1) & kDigit) != 0;
    const bool comma = text_[end] == ',' && seen == kDigit && IsThousandsComma(at, end);
    if (!point && !comma) break;
    has_comma = has_comma || comma;
    ++end;
  }
  absl::string_view text = text_.substr(at, end - at);
  if (const size_t bytes = PossessiveBytes(end); bytes != 0 && seen == kAlpha) {
    // The plain apostrophe can be taken as it stands.
    text = bytes == 2 ? text_.substr(at, end + 2 - at) : arena_.Store({text, "'s"});
    end += bytes;
  } else if ((BitsAt(end) & kHigh) != 0) {
    const CharClass next = CharacterAt(text_, end).char_class;
    if (next == CharClass::kLetter || next == CharClass::kMark || next == CharClass::kIgnorable) {
      return ReadHighPart(at, join, parts);
    }
  }
  if (has_comma) {
    std::string digits(text);
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    text = arena_.Store({digits});
  }
  AddAscii(text, at, end, join, parts);
  return end;
}

void ChunkReader::AddAscii(absl::string_view text, size_t begin, size_t end, Join join,
                           std::vector<Part>& parts) const {
  const auto from = static_cast<uint32_t>(begin);
  const auto to = static_cast<uint32_t>(end);
  const size_t split = SplitPoint(text);
  if (split == 0) {
    parts.push_back({text, text, from, to, join});
    return;
  }
  // Counted from the end: commas are in the source only, and before the split.
  const auto middle = static_cast<uint32_t>(end - (text.size() - split));
  const absl::string_view first = text.substr(0, split);
  const absl::string_view second = text.substr(split);
  parts.push_back({first, first, from, middle, join});
  parts.push_back({second, second, middle, to, Join::kHyphen});
}

size_t ChunkReader::ReadHighPart(size_t at, Join join, std::vector<Part>& parts) {
  const Character first = CharacterAt(text_, at);
  const bool greek = first.char_class == CharClass::kGreek;
  constexpr char32_t kMicro = 0x00B5;
  constexpr char32_t kMu = 0x03BC;
  // In "μg" the Latin letters belong to the Greek one.
  const bool micro = first.code_point == kMicro || first.code_point == kMu;
  const uint8_t ascii = greek && !micro ? uint8_t{kDigit} : kAlnum;
  size_t end = at;
  while (end < text_.size()) {
    if ((BitsAt(end) & kHigh) == 0) {
      if ((BitsAt(end) & ascii) == 0) break;
      ++end;
      continue;
    }
    const Character next = CharacterAt(text_, end);
    const bool goes_on = next.char_class == CharClass::kMark ||
                         next.char_class == CharClass::kIgnorable ||
                         (greek && next.char_class == CharClass::kGreek) ||
                         ((!greek || micro) && next.char_class == CharClass::kLetter);
    if (!goes_on) break;
    end += next.bytes;
  }
  NormalizeWord(text_.substr(at, end - at), normal_);
  if (normal_.empty()) return end;
  if (const size_t bytes = PossessiveBytes(end); bytes != 0 && !greek && !HasDigit(normal_)) {
    normal_ += "'s";
    end += bytes;
  }
  PlainWord(normal_, plain_);
  const absl::string_view text = arena_.Store({normal_});
  const absl::string_view plain =
      plain_.empty() || plain_ == normal_ ? text : arena_.Store({plain_});
  parts.push_back({text, plain, static_cast<uint32_t>(at), static_cast<uint32_t>(end), join});
  return end;
}

// The bytes of "'s" at `at`, whichever its apostrophe, if the word ends there; or 0.
size_t ChunkReader::PossessiveBytes(size_t at) const {
  // Nearly all words end in front of something else.
  if (at >= text_.size() || (text_[at] != '\'' && (BitsAt(at) & kHigh) == 0)) return 0;
  const Character sign = CharacterAt(text_, at);
  if (text_[at] != '\'' && sign.char_class != CharClass::kApostrophe) return 0;
  const size_t letter = at + sign.bytes;
  if (letter >= text_.size() || text_[letter] != 's') return 0;
  return (BitsAt(letter + 1) & (kAlnum | kHigh)) == 0 ? sign.bytes + 1 : 0;
}

Join ChunkReader::ReadJoin(size_t& at) const {
  size_t next = at;
  if (next + 1 < text_.size() && text_[next] == '\\' &&
      absl::ascii_ispunct(static_cast<unsigned char>(text_[next + 1]))) {
    ++next;
  }
  if (next >= text_.size()) return Join::kNone;
  Join join = Join::kNone;
  if ((BitsAt(next) & kHigh) != 0) {
    const Character sign = CharacterAt(text_, next);
    if (sign.char_class == CharClass::kHyphen || sign.char_class == CharClass::kApostrophe) {
      join = Join::kHyphen;
      next += sign.bytes;
    } else if (BeginsPart(sign.char_class)) {
      join = Join::kHyphen;  // "TNFα": nothing between them but another alphabet.
    }
  } else if ((BitsAt(next) & kAlnum) != 0) {
    join = Join::kHyphen;  // "βhCG"
  } else if (text_[next] == '-' || text_[next] == '\'') {
    join = Join::kHyphen;
    ++next;
  } else if (text_[next] == '/' || text_[next] == '_') {
    join = Join::kSlash;
    ++next;
  }
  if (join == Join::kNone || next >= text_.size()) return Join::kNone;
  const bool part_follows = (BitsAt(next) & kHigh) != 0
                                ? BeginsPart(CharacterAt(text_, next).char_class)
                                : (BitsAt(next) & kAlnum) != 0;
  if (!part_follows) return Join::kNone;
  at = next;
  return join;
}

// The end of single letters with a full stop after each ("u.s."), or 0.
size_t ChunkReader::AcronymEnd(size_t at) const {
  size_t end = at;
  size_t letters = 0;
  while ((BitsAt(end) & kAlpha) != 0 && (BitsAt(end + 1) & (kAlnum | kHigh)) == 0) {
    ++letters;
    ++end;
    if (end >= text_.size() || text_[end] != '.') break;
    ++end;
  }
  if (letters < 2 || (BitsAt(end) & (kAlnum | kHigh)) != 0) return 0;
  return end;
}

// True for the comma of "1,000": at most three digits before, exactly three after.
bool ChunkReader::IsThousandsComma(size_t begin, size_t comma) const {
  size_t before = comma;
  while (before > begin && (BitsAt(before - 1) & kDigit) != 0) --before;
  const bool first = before == begin;
  const size_t digits = comma - before;
  if (first ? digits > 3 : digits != 3 || text_[before - 1] != ',') return false;
  for (size_t i = 1; i <= 3; ++i) {
    if ((BitsAt(comma + i) & kDigit) == 0) return false;
  }
  return (BitsAt(comma + 4) & kDigit) == 0;
}

}  // namespace trialdex
