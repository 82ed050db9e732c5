#include "libs/text/atoms.h"

#include <algorithm>
#include <string>

#include "libs/text/char_class.h"
#include "libs/text/word_rules.h"

namespace trialdex {
namespace {

bool HasLetter(absl::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (BitsOf(c) & (kAlpha | kHigh)) != 0; });
}

Atom SymbolOf(const Part& letters, const Part& number, TextArena& arena) {
  Atom atom;
  atom.written = arena.Store({letters.text, "-", number.text});
  atom.plain = arena.Store({letters.text, number.text});
  // A single letter or number says nothing alone.
  if (letters.text.size() > 1) atom.letters = letters.text;
  if (HasLetter(number.text)) atom.number = number.text;
  atom.begin = letters.begin;
  atom.end = number.end;
  atom.join = letters.join;
  return atom;
}

Atom WordOf(const Part& part) {
  Atom atom;
  atom.written = part.text;
  atom.plain = part.plain;
  atom.begin = part.begin;
  atom.end = part.end;
  atom.join = part.join;
  // "her" of "her2", as of "her-2".
  size_t letters = 0;
  while (letters < part.plain.size() && (BitsOf(part.plain[letters]) & kAlpha) != 0) ++letters;
  const absl::string_view head = part.plain.substr(0, letters);
  if (letters > 1 && IsSymbol(head, part.plain.substr(letters))) atom.letters = head;
  return atom;
}

}  // namespace

void FindAtoms(absl::Span<const Part> parts, TextArena& arena, std::vector<Atom>& atoms) {
  atoms.clear();
  for (size_t i = 0; i < parts.size(); ++i) {
    // "TNFα" hangs together without a hyphen: two words all the same.
    const bool hyphen = i + 1 < parts.size() && parts[i + 1].join == Join::kHyphen &&
                        parts[i + 1].begin > parts[i].end;
    if (hyphen && IsSymbol(parts[i].text, parts[i + 1].text)) {
      atoms.push_back(SymbolOf(parts[i], parts[i + 1], arena));
      ++i;
    } else {
      atoms.push_back(WordOf(parts[i]));
    }
  }
}

absl::string_view JoinAtoms(absl::Span<const Atom> atoms, TextArena& arena) {
  std::string joined;
  for (const Atom& atom : atoms) joined.append(atom.plain.data(), atom.plain.size());
  return HasLetter(joined) ? arena.Store({joined}) : absl::string_view();
}

}  // namespace trialdex
