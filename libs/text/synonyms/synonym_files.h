// Files of synonyms, each in the format that its extension names.
#ifndef TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_FILES_H_
#define TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/text/synonyms/synonym_rule.h"

namespace trialdex {

// Which synonyms of an ontology count. EXACT ones always do.
struct SynonymScopes {
  // Who asks for the name also finds its narrower synonyms.
  bool narrow = false;
  // Who asks for a broader synonym also finds the name.
  bool broad = false;
  // Both ways.
  bool related = false;
};

// All functions call `add` with each rule of `content`, in its order. `file` is for
// errors only.
//
// INVALID_ARGUMENT if a line is malformed or not UTF-8: "<file>:<line>: <what is
// wrong>". Rules before that line have been added by then. Nothing is skipped in silence.

// Solr's format: "a, b, c" are equal, "a, b => c, d" goes one way only; who asks
// for "a" finds "a" as well, which Solr would take away. A backslash takes the
// meaning of "," "=>" "#" and itself away. Lines that begin with "#" are comments.
absl::Status ReadSolrSynonyms(absl::string_view content, absl::string_view file, SynonymRuleFn add);

// OBO 1.4: names and synonyms of the terms that are not obsolete.
absl::Status ReadOboSynonyms(absl::string_view content, absl::string_view file,
                             const SynonymScopes& scopes, SynonymRuleFn add);

// CSV (RFC 4180) whose first row names the columns: "Common name" or "Name", and
// "Synonyms", which are separated by "|". DrugBank's open vocabulary is such a file.
absl::Status ReadCsvSynonyms(absl::string_view content, absl::string_view file, SynonymRuleFn add);

// Reads `path`: .txt and .syn in Solr's format, .obo, .csv.
//
// INVALID_ARGUMENT also for other extensions; other codes as ReadFile.
absl::Status ReadSynonymFile(const std::string& path, const SynonymScopes& scopes,
                             SynonymRuleFn add);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_FILES_H_
