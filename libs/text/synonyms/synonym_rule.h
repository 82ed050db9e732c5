// What every source of synonyms says: these phrases may be looked for as those.
#ifndef TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_RULE_H_
#define TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_RULE_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"

namespace trialdex {

struct SynonymRule {
  // Who asks for one of these …
  std::vector<std::string> asked;
  // … also finds all of these. Empty: the same as `asked`, they mean one thing.
  std::vector<std::string> found;
};

using SynonymRuleFn = absl::FunctionRef<void(SynonymRule rule)>;

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_RULE_H_
