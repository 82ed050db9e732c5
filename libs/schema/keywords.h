// Fields that are filtered by equality: one "field=value" term for each value.
#ifndef TRIALDEX_LIBS_SCHEMA_KEYWORDS_H_
#define TRIALDEX_LIBS_SCHEMA_KEYWORDS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/schema/keyword_field.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

enum class KeywordType : uint8_t {
  // A word of a closed list: the registry's, upper case ("NOT_YET_RECRUITING").
  kEnum,
  // "true" or "false".
  kBool,
  // Text, case-folded.
  kText,
};

struct KeywordInfo {
  KeywordField field;
  KeywordType type;
  // Name in filters: "overall_status".
  absl::string_view name;
  // ClinicalTrials.gov's name of the piece: "OverallStatus"; empty if its words are
  // searched instead ("Condition"), or there is none.
  absl::string_view piece;
};

// Every field, in order of its ordinal.
absl::Span<const KeywordInfo> AllKeywordFields();

const KeywordInfo& InfoOf(KeywordField field);

// The field of that name, case forgiven; nullopt if there is none.
std::optional<KeywordField> FindKeywordField(absl::string_view name);

// The field of that piece, case forgiven; nullopt if there is none.
std::optional<KeywordField> FindKeywordPiece(absl::string_view piece);

// The words that an enum or bool field may have; empty for text.
absl::Span<const absl::string_view> AllowedValues(KeywordField field);

// The normal form of `value`: for an enum the registry's word (case, spaces and
// hyphens forgiven), for a bool "true" or "false", for text CaseFold, cut to 255
// bytes. nullopt if an enum or bool field has no such word.
std::optional<std::string> NormalKeyword(KeywordField field, absl::string_view value);

// The term of the `keyword` field of the index: "phase=PHASE2", "country=china".
// `normal` comes from NormalKeyword.
std::string KeywordTerm(KeywordField field, absl::string_view normal);

// Gives each keyword of `trial` to `visit`, each once, in order of the field's
// ordinal; `normal` as NormalKeyword answers. Valid during the call of `visit` only.
void VisitKeywords(const v1::Trial& trial,
                   absl::FunctionRef<void(KeywordField field, absl::string_view normal)> visit);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_KEYWORDS_H_
