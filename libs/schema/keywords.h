// Fields that are filtered by equality and counted: one term for each value.
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
// hyphens forgiven), for a bool "true" or "false", for text CaseFold without NULs, cut
// to 255 bytes. nullopt if an enum or bool field has no such word.
std::optional<std::string> NormalKeyword(KeywordField field, absl::string_view value);

// A term of the `keyword` field of the index. Texts keep how they are written behind
// a NUL, so that they can be shown: "phase=PHASE2", "country=china\0China". `normal`
// comes from NormalKeyword. `written`, of texts only, is as in the record: its white space
// is tidied up, and it is cut to 255 bytes.
std::string KeywordTerm(KeywordField field, absl::string_view normal, absl::string_view written);
// The same in the memory of `*term`, for who makes many.
void SetKeywordTerm(KeywordField field, absl::string_view normal, absl::string_view written,
                    std::string* term);

// What every term of `field` begins with, and no other's: "country=".
std::string KeywordPrefix(KeywordField field);

// What every term of a value of a text field begins with, and no other's: "country=china\0".
std::string KeywordPrefix(KeywordField field, absl::string_view normal);

// The parts of a term; views of it. An enum or bool is written as its word.
struct KeywordTermParts {
  absl::string_view normal;
  absl::string_view written;
};
KeywordTermParts SplitKeywordTerm(KeywordField field, absl::string_view term);

// Gives each keyword of `trial` to `visit`, each once, in order of the field's
// ordinal; `normal` as NormalKeyword answers, `written` as the trial has it first.
// Valid during the call of `visit` only.
void VisitKeywords(
    const v1::Trial& trial,
    absl::FunctionRef<void(KeywordField field, absl::string_view normal, absl::string_view written)>
        visit);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_KEYWORDS_H_
