#include "libs/search/suggest/completer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/errors.h"
#include "libs/base/request_limit.h"
#include "libs/base/status_macros.h"
#include "libs/search/suggest/completion_candidates.h"
#include "libs/search/suggest/folded_text.h"

namespace trialdex {
namespace {

constexpr size_t kMaxPrefixBytes = 256;
constexpr RequestLimit kLimit = {.usual = 10, .most = 100};
// With fewer letters everything is one edit from something.
constexpr size_t kMinLettersForEdits = 4;
// Ways to write one value that its filter names, the most frequent ones.
constexpr size_t kMaxSpellings = 8;
// Candidates looked at for each suggestion: those whose trials are deleted drop out.
constexpr size_t kSpareCandidates = 16;

constexpr v1::SuggestionKind kAllKinds[] = {
    v1::SUGGESTION_KIND_CONDITION, v1::SUGGESTION_KIND_INTERVENTION, v1::SUGGESTION_KIND_SPONSOR,
    v1::SUGGESTION_KIND_PLACE, v1::SUGGESTION_KIND_TITLE};

struct CheckedRequest {
  std::string typed;
  std::vector<v1::SuggestionKind> kinds;
  size_t limit = 0;
};

absl::StatusOr<CheckedRequest> CheckRequest(const v1::SuggestRequest& request) {
  if (request.prefix().empty()) return FieldError("prefix", "is empty");
  if (request.prefix().size() > kMaxPrefixBytes) {
    return FieldError("prefix", absl::StrCat("has ", request.prefix().size(), " bytes, more than ",
                                             kMaxPrefixBytes));
  }
  CheckedRequest checked;
  checked.typed = FoldForTyping(request.prefix());
  ASSIGN_OR_RETURN(checked.limit, ReadRequestLimit("limit", request.limit(), kLimit));
  for (int i = 0; i < request.kinds_size(); ++i) {
    const v1::SuggestionKind kind = request.kinds(i);
    if (kind == v1::SUGGESTION_KIND_UNSPECIFIED || !v1::SuggestionKind_IsValid(kind)) {
      return FieldError(absl::StrCat("kinds[", i, "]"),
                        absl::StrCat(static_cast<int>(kind), " is no kind of suggestion"));
    }
    const auto& held = checked.kinds;
    if (std::find(held.begin(), held.end(), kind) == held.end()) checked.kinds.push_back(kind);
  }
  if (checked.kinds.empty()) checked.kinds.assign(std::begin(kAllKinds), std::end(kAllKinds));
  return checked;
}

size_t CountLetters(absl::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return c != ' ' && (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// A way in which a value is written in one field.
struct Spelling {
  KeywordField field;
  std::string normal;
  // As the segment with most such documents writes it, which are so many.
  std::string shown;
  uint64_t shown_frequency = 0;
  uint64_t frequency = 0;
};

// All ways to write the value of `candidate`, the most frequent first.
std::vector<Spelling> SpellingsOf(const CompletionCandidate& candidate,
                                  const Completions& completions) {
  std::vector<Spelling> spellings;
  const auto add = [&](KeywordField field, absl::string_view shown, uint32_t frequency) {
    std::string normal = NormalKeyword(field, shown).value_or("");
    for (Spelling& held : spellings) {
      if (held.field != field || held.normal != normal) continue;
      held.frequency += frequency;
      if (frequency > held.shown_frequency) {
        held.shown = std::string(shown);
        held.shown_frequency = frequency;
      }
      return;
    }
    spellings.push_back({field, std::move(normal), std::string(shown), frequency, frequency});
  };
  for (const auto& segment : completions.segments) {
    for (size_t i = 0; i < kSuggestedFields.size(); ++i) {
      if (kSuggestedFields[i].kind != candidate.kind) continue;
      const FieldCompletions& values = segment->field(i);
      values.list().FindWhole(candidate.folded, [&](uint32_t number) {
        add(kSuggestedFields[i].field, values.shown(number), values.document_frequency(number));
      });
    }
  }
  std::stable_sort(spellings.begin(), spellings.end(),
                   [](const Spelling& a, const Spelling& b) { return a.frequency > b.frequency; });
  if (spellings.size() > kMaxSpellings) spellings.resize(kMaxSpellings);
  return spellings;
}

absl::StatusOr<int64_t> CountTrials(const std::vector<Spelling>& spellings,
                                    const IndexSnapshot& snapshot) {
  int64_t count = 0;
  for (const auto& view : snapshot.segments()) {
    DocSet docs(view->segment().doc_count());
    for (const Spelling& spelling : spellings) {
      ASSIGN_OR_RETURN(const auto with_value,
                       view->segment().WithKeyword(spelling.field, spelling.normal));
      docs.UniteWith(with_value->docs);
    }
    docs.IntersectWith(view->live());
    count += docs.Count();
  }
  return count;
}

std::string Quoted(absl::string_view value) {
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    quoted.push_back(c);
  }
  quoted.push_back('"');
  return quoted;
}

std::string FilterOf(const std::vector<Spelling>& spellings) {
  return absl::StrJoin(spellings, " OR ", [](std::string* out, const Spelling& spelling) {
    absl::StrAppend(out, InfoOf(spelling.field).name, " = ", Quoted(spelling.shown));
  });
}

// nullopt if no live trial has it.
absl::StatusOr<std::optional<v1::Suggestion>> MakeSuggestion(const CompletionCandidate& candidate,
                                                             const Completions& completions) {
  const IndexSnapshot& snapshot = *completions.snapshot;
  v1::Suggestion suggestion;
  suggestion.set_kind(candidate.kind);
  suggestion.set_edits(candidate.edits);
  if (candidate.kind == v1::SUGGESTION_KIND_TITLE) {
    const DocAddress& address = candidate.address;
    if (!snapshot.segments()[address.segment]->live().Contains(address.doc)) return std::nullopt;
    ASSIGN_OR_RETURN(v1::TrialSummary summary, snapshot.ReadSummary(address));
    suggestion.set_text(std::move(*summary.mutable_brief_title()));
    suggestion.set_trial_count(1);
    suggestion.set_filter(absl::StrCat("id = ", summary.id()));
    suggestion.set_trial_id(std::move(*summary.mutable_id()));
    return suggestion;
  }
  const std::vector<Spelling> spellings = SpellingsOf(candidate, completions);
  ASSIGN_OR_RETURN(const int64_t count, CountTrials(spellings, snapshot));
  if (count == 0) return std::nullopt;
  suggestion.set_text(spellings.front().shown);
  suggestion.set_trial_count(count);
  suggestion.set_filter(FilterOf(spellings));
  return suggestion;
}

}  // namespace

absl::StatusOr<v1::SuggestResponse> Complete(const Completions& completions,
                                             const v1::SuggestRequest& request) {
  ASSIGN_OR_RETURN(const CheckedRequest checked, CheckRequest(request));
  v1::SuggestResponse response;
  response.set_position(completions.snapshot->position());
  response.set_log_id(completions.snapshot->log_id());
  if (checked.typed.empty()) return response;
  CompletionCandidates candidates(completions, checked.typed);
  for (const v1::SuggestionKind kind : checked.kinds) candidates.AddExact(kind);
  if (candidates.size() < checked.limit && !request.exact() &&
      CountLetters(checked.typed) >= kMinLettersForEdits) {
    for (const v1::SuggestionKind kind : checked.kinds) candidates.AddNear(kind);
  }
  std::vector<std::pair<CompletionCandidate, v1::Suggestion>> found;
  for (CompletionCandidate& candidate : candidates.Best(checked.limit + kSpareCandidates)) {
    if (found.size() == checked.limit) break;
    ASSIGN_OR_RETURN(auto suggestion, MakeSuggestion(candidate, completions));
    if (!suggestion.has_value()) continue;
    // The order is by trials that are there; what the dictionary counts has deleted ones.
    candidate.frequency = static_cast<uint64_t>(suggestion->trial_count());
    found.emplace_back(candidate, *std::move(suggestion));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return ComesBefore(a.first, b.first); });
  for (auto& [candidate, suggestion] : found) *response.add_suggestions() = std::move(suggestion);
  return response;
}

}  // namespace trialdex
