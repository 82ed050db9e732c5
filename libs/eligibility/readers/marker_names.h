// How markers and their states are written.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_READERS_MARKER_NAMES_H_
#define TRIALDEX_LIBS_ELIGIBILITY_READERS_MARKER_NAMES_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "libs/eligibility/patient_values.h"
#include "libs/eligibility/words/words.h"

namespace trialdex {

struct MarkerName {
  absl::string_view words;
  // What is meant with "positive", and with "mutated".
  Marker when_expressed;
  Marker when_mutated;
  // An infection: the name alone says that it is there.
  bool virus = false;
};

// The name at `i`, moved after it, or null.
const MarkerName* ReadMarkerName(const Words& words, size_t& i);

// A phrase that is name and state in one: "dMMR", "microsatellite stable".
struct MarkerPhrase {
  absl::string_view words;
  MarkerState state;
};
const MarkerPhrase* ReadMarkerPhrase(const Words& words, size_t& i);

// "HER2", "HIV": how programs know it.
absl::string_view NameOf(Marker marker);
// "HER2 positive", "KRAS wild type": how answers say it.
absl::string_view Label(const MarkerState& state);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_READERS_MARKER_NAMES_H_
