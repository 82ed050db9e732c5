#include "libs/text/synonyms/synonym_files.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"

namespace trialdex {

absl::Status ReadSynonymFile(const std::string& path, const SynonymScopes& scopes,
                             SynonymRuleFn add) {
  const auto has_extension = [&path](absl::string_view extension) {
    return absl::EndsWithIgnoreCase(path, extension);
  };
  const bool solr = has_extension(".txt") || has_extension(".syn");
  const bool obo = has_extension(".obo");
  if (!solr && !obo && !has_extension(".csv")) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": synonyms are read from .txt, .syn, .obo and .csv files"));
  }
  ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
  if (solr) return ReadSolrSynonyms(content, path, add);
  if (obo) return ReadOboSynonyms(content, path, scopes, add);
  return ReadCsvSynonyms(content, path, add);
}

}  // namespace trialdex
