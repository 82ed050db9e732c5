// Which parts of a chunk are one word.
#ifndef TRIALDEX_LIBS_TEXT_ATOMS_H_
#define TRIALDEX_LIBS_TEXT_ATOMS_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/text/chunk_reader.h"
#include "libs/text/text_arena.h"

namespace trialdex {

// What stands at one position: a part of a chunk, or two that are one symbol ("pd-l1").
struct Atom {
  absl::string_view written;
  // In plain letters and without the hyphen of a symbol.
  absl::string_view plain;
  // Pieces that may be looked for alone: "pd" and "l1". Empty if there are none.
  absl::string_view letters;
  absl::string_view number;
  uint32_t begin = 0;
  uint32_t end = 0;
  Join join = Join::kNone;
};

// Sets `atoms` to those of `parts`, in order. New texts are kept in `arena`.
void FindAtoms(absl::Span<const Part> parts, TextArena& arena, std::vector<Atom>& atoms);

// The plain texts of atoms [first, last] as one word, kept in `arena`; empty if
// there is no letter in it: "18-65" is no 1865.
absl::string_view JoinAtoms(absl::Span<const Atom> atoms, TextArena& arena);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_ATOMS_H_
