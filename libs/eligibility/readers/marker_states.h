// What is said of a marker by the words around its name.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_READERS_MARKER_STATES_H_
#define TRIALDEX_LIBS_ELIGIBILITY_READERS_MARKER_STATES_H_

#include <cstddef>
#include <optional>

#include "libs/eligibility/patient_values.h"
#include "libs/eligibility/words/words.h"

namespace trialdex {

struct StateFound {
  bool present = false;
  // Said of the gene ("mutated"), not of what it makes ("positive").
  bool mutation = false;
  // Only some of what the state covers: "V600E mutation".
  bool narrower = false;
  // The word after it.
  size_t end = 0;
};

// "positive", "+", "status: negative", "V600E mutation", after a name that ends before `i`.
std::optional<StateFound> ReadStateAfter(const Words& words, size_t i);

// "infection", "virus", "surface antigen positive", or nothing at all, after the name of
// the virus `marker`: the name alone says that the infection is there. nullopt for anything else
// ("HIV testing").
std::optional<StateFound> ReadInfection(const Words& words, size_t i, Marker marker);

// "positive for", "wild-type", "infected with", before a name that begins at the found end.
std::optional<StateFound> ReadStateBefore(const Words& words, size_t i);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_READERS_MARKER_STATES_H_
