// What may be meant by what has been typed.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_COMPLETION_CANDIDATES_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_COMPLETION_CANDIDATES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "libs/index/snapshot.h"
#include "libs/search/suggest/live_completions.h"
#include "trialdex/v1/suggest.pb.h"

namespace trialdex {

// A value, or the title of a trial. Views the completions it is from.
struct CompletionCandidate {
  v1::SuggestionKind kind = v1::SUGGESTION_KIND_UNSPECIFIED;
  // As it is compared.
  absl::string_view folded;
  // Letters that were taken for another: 0 or 1.
  int edits = 0;
  // How well the words fit; the lowest is best.
  int fit = 0;
  // Trials that have it, deleted ones included.
  uint64_t frequency = 0;
  // Of a title.
  DocAddress address;
};

// True if `a` is to be shown before `b`.
bool ComesBefore(const CompletionCandidate& a, const CompletionCandidate& b);

// Gathers candidates over the segments of one snapshot. Not thread-safe.
class CompletionCandidates {
 public:
  // `completions` must outlive it. `typed` is in the form of FoldForTyping and not empty.
  CompletionCandidates(const Completions& completions, std::string typed);

  // Adds what fits `typed` without an edit, and what fits with one.
  void AddExact(v1::SuggestionKind kind);
  void AddNear(v1::SuggestionKind kind);

  size_t size() const { return values_.size() + titles_.size(); }

  // The `limit` that come first, in order.
  std::vector<CompletionCandidate> Best(size_t limit) const;

 private:
  using Key = std::pair<int, absl::string_view>;

  // Calls `look` with the list of each segment and with what adds a find in it.
  template <typename Look>
  void ForEachList(v1::SuggestionKind kind, Look look);
  void AddValue(v1::SuggestionKind kind, const FieldCompletions& field, uint32_t number, int edits,
                int fit);
  void AddTitle(const SegmentCompletions& segment, uint32_t segment_number, uint32_t number,
                int edits);
  // Texts of `list` that have every word typed at the beginning of one of theirs.
  template <typename Add>
  void FindAllWords(const CompletionList& list, Add add) const;

  const Completions& completions_;
  const std::string typed_;
  std::vector<absl::string_view> words_;
  // By kind and folded text.
  absl::flat_hash_map<Key, CompletionCandidate> values_;
  // Which values of a field are in their candidate's frequency: one is found once for each
  // word that fits.
  absl::flat_hash_map<const FieldCompletions*, std::vector<bool>> counted_;
  // By segment and document.
  absl::flat_hash_map<uint64_t, CompletionCandidate> titles_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_COMPLETION_CANDIDATES_H_
