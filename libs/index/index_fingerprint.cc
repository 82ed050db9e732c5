#include "libs/index/index_fingerprint.h"

#include "libs/schema/fingerprint.h"
#include "libs/text/analyzer.h"

namespace trialdex {

std::string IndexFingerprint() { return SchemaFingerprint(kAnalysisVersion); }

}  // namespace trialdex
