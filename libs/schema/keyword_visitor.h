// What the two halves of VisitKeywords share.
#ifndef TRIALDEX_LIBS_SCHEMA_KEYWORD_VISITOR_H_
#define TRIALDEX_LIBS_SCHEMA_KEYWORD_VISITOR_H_

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "libs/schema/keywords.h"
#include "libs/trial/enum_names.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Calls the visitor once for each value of a field, whichever way it repeats. Not thread-safe.
class KeywordVisitor {
 public:
  using Visitor = absl::FunctionRef<void(KeywordField, absl::string_view, absl::string_view)>;

  explicit KeywordVisitor(Visitor visit) : visit_(visit) {}

  void Text(KeywordField field, const std::string& value) {
    Begin(field);
    // A site's country comes a thousand times: the raw text is looked at first.
    if (value.empty() || !IsNew(value)) return;
    std::optional<std::string> normal = NormalKeyword(field, value);
    if (!normal.has_value() || normal->empty()) return;
    const auto [at, is_new] = normal_seen_.insert(*std::move(normal));
    if (is_new) visit_(field, *at, value);
  }

  template <typename Enum>
  void Word(KeywordField field, Enum value) {
    Begin(field);
    const absl::string_view word = EnumWord(value);
    if (!word.empty() && IsNew(word)) visit_(field, word, word);
  }

  // At most once for each field.
  void Bool(KeywordField field, bool value) {
    const absl::string_view word = value ? "true" : "false";
    visit_(field, word, word);
  }

  template <typename List, typename TextOf>
  void Texts(KeywordField field, const List& list, TextOf text_of) {
    for (const auto& element : list) Text(field, text_of(element));
  }

  template <typename List, typename EnumOf>
  void Words(KeywordField field, const List& list, EnumOf enum_of) {
    for (const auto& element : list) Word(field, enum_of(element));
  }

 private:
  // Most fields have a few values: these are quicker compared than hashed.
  static constexpr size_t kFew = 8;

  void Begin(KeywordField field) {
    if (field == current_) return;
    current_ = field;
    few_seen_.clear();
    if (!many_seen_.empty()) many_seen_.clear();
    if (!normal_seen_.empty()) normal_seen_.clear();
  }

  // True if the field had no such raw text yet.
  bool IsNew(absl::string_view raw) {
    if (!many_seen_.empty()) return many_seen_.insert(raw).second;
    if (std::find(few_seen_.begin(), few_seen_.end(), raw) != few_seen_.end()) return false;
    few_seen_.push_back(raw);
    if (few_seen_.size() > kFew) many_seen_.insert(few_seen_.begin(), few_seen_.end());
    return true;
  }

  Visitor visit_;
  std::optional<KeywordField> current_;
  // Raw texts; all of them in the second list as soon as they are more than kFew.
  std::vector<absl::string_view> few_seen_;
  absl::flat_hash_set<absl::string_view> many_seen_;
  absl::flat_hash_set<std::string> normal_seen_;
};

// The pieces from kOrgStudyIdType on, in order: what only experts ask for.
void VisitRareKeywords(const v1::Trial& trial, KeywordVisitor& visit);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_KEYWORD_VISITOR_H_
