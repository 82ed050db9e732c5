// Whatever the file: its reader answers, errors name the line, and what was read is
// found again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "libs/text/abbreviations.h"
#include "libs/text/synonyms/synonym_files.h"
#include "libs/text/synonyms/synonym_key.h"
#include "libs/text/synonyms/synonym_set.h"

namespace {

void Expect(bool kept) {
  if (!kept) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const absl::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  trialdex::Analyzer analyzer;
  trialdex::SynonymSetBuilder builder(analyzer);
  std::vector<std::string> asked;
  const auto add = [&](const trialdex::SynonymRule& rule) {
    asked.insert(asked.end(), rule.asked.begin(), rule.asked.end());
    builder.Add(rule, "file", 0.5F);
  };
  absl::Status status;
  switch (data[0] % 3) {
    case 0:
      status = trialdex::ReadSolrSynonyms(text, "file", add);
      break;
    case 1:
      status = trialdex::ReadOboSynonyms(text, "file", {true, true, true}, add);
      break;
    default:
      status = trialdex::ReadCsvSynonyms(text, "file", add);
  }
  Expect(status.ok() || absl::StartsWith(status.message(), "file:"));
  const auto set = builder.Build();
  for (const std::string& phrase : asked) {
    const std::vector<std::string> keys = trialdex::SynonymKeys(phrase, analyzer);
    if (set->Find(keys).empty()) continue;
    Expect(set->LongestMatch(keys) == keys.size());
  }
  trialdex::ForEachAbbreviation(
      text, [&](absl::string_view short_form, absl::string_view long_form) {
        Expect(!short_form.empty() && short_form.size() < long_form.size());
      });
  return 0;
}
