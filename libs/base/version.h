// Which trialdex this is.
#ifndef TRIALDEX_LIBS_BASE_VERSION_H_
#define TRIALDEX_LIBS_BASE_VERSION_H_

#include "absl/strings/string_view.h"

namespace trialdex {

// "0.1.0": the version of the project that the program was built from.
absl::string_view ProgramVersion();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_VERSION_H_
