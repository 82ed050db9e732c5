#include "libs/base/version.h"

namespace trialdex {

absl::string_view ProgramVersion() { return TRIALDEX_VERSION; }

}  // namespace trialdex
