// Names the layout that an index was written in.
#ifndef TRIALDEX_LIBS_SCHEMA_FINGERPRINT_H_
#define TRIALDEX_LIBS_SCHEMA_FINGERPRINT_H_

#include <string>

namespace trialdex {

// Version of docs/index_format.md. Goes up with every change of the layout.
inline constexpr int kIndexLayoutVersion = 7;

// 16 lower-case hex digits over the layout version, the text fields, columns and
// keyword fields, and the version of the analysis (kAnalysisVersion of
// libs/text/analyzer.h). The name of the index directory.
std::string SchemaFingerprint(int analysis_version);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_FINGERPRINT_H_
