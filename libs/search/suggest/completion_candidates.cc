#include "libs/search/suggest/completion_candidates.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_split.h"

namespace trialdex {
namespace {

constexpr int kBegins = 0;
constexpr int kBeginsInside = 1;
constexpr int kHasWords = 2;
// Each is of one trial: they come after the values that many share.
constexpr int kIsTitle = 3;

}  // namespace

bool ComesBefore(const CompletionCandidate& a, const CompletionCandidate& b) {
  const auto rank = [](const CompletionCandidate& c) {
    // The more trials, the earlier; then shorter texts, then by the alphabet.
    return std::make_tuple(c.edits, c.fit, ~c.frequency, c.folded.size(), c.folded,
                           static_cast<int>(c.kind), c.address.segment, c.address.doc);
  };
  return rank(a) < rank(b);
}

CompletionCandidates::CompletionCandidates(const Completions& completions, std::string typed)
    : completions_(completions), typed_(std::move(typed)), words_(absl::StrSplit(typed_, ' ')) {}

void CompletionCandidates::AddValue(v1::SuggestionKind kind, const FieldCompletions& field,
                                    uint32_t number, int edits, int fit) {
  const absl::string_view folded = field.list().text(number);
  CompletionCandidate& candidate = values_[Key(kind, folded)];
  if (candidate.kind == v1::SUGGESTION_KIND_UNSPECIFIED) {
    candidate.kind = kind;
    candidate.folded = folded;
    candidate.edits = edits;
    candidate.fit = fit;
  }
  std::vector<bool>& counted = counted_[&field];
  counted.resize(field.list().size());
  if (!counted[number]) candidate.frequency += field.document_frequency(number);
  counted[number] = true;
  if (std::tie(edits, fit) < std::tie(candidate.edits, candidate.fit)) {
    candidate.edits = edits;
    candidate.fit = fit;
  }
}

void CompletionCandidates::AddTitle(const SegmentCompletions& segment, uint32_t segment_number,
                                    uint32_t number, int edits) {
  const DocAddress address{segment_number, segment.title_doc(number)};
  CompletionCandidate title;
  title.kind = v1::SUGGESTION_KIND_TITLE;
  title.folded = segment.titles().text(number);
  title.edits = edits;
  title.fit = kIsTitle;
  title.frequency = 1;
  title.address = address;
  // What was found without an edit stays.
  titles_.try_emplace(uint64_t{address.segment} << 32 | address.doc, title);
}

template <typename Look>
void CompletionCandidates::ForEachList(v1::SuggestionKind kind, Look look) {
  for (uint32_t number = 0; number < completions_.segments.size(); ++number) {
    const SegmentCompletions& segment = *completions_.segments[number];
    if (kind == v1::SUGGESTION_KIND_TITLE) {
      look(segment.titles(),
           [&](uint32_t title, int edits, int) { AddTitle(segment, number, title, edits); });
      continue;
    }
    for (size_t i = 0; i < kSuggestedFields.size(); ++i) {
      if (kSuggestedFields[i].kind != kind) continue;
      const FieldCompletions& field = segment.field(i);
      look(field.list(),
           [&](uint32_t value, int edits, int fit) { AddValue(kind, field, value, edits, fit); });
    }
  }
}

template <typename Add>
void CompletionCandidates::FindAllWords(const CompletionList& list, Add add) const {
  const auto rarest =
      std::min_element(words_.begin(), words_.end(), [&](absl::string_view a, absl::string_view b) {
        return list.CountPrefix(a) < list.CountPrefix(b);
      });
  list.FindPrefix(*rarest, [&](uint32_t number, bool) {
    const absl::string_view text = list.text(number);
    const bool has_all = std::all_of(words_.begin(), words_.end(), [text](absl::string_view word) {
      return HasWordPrefix(text, word);
    });
    if (has_all) add(number, 0, kHasWords);
  });
}

void CompletionCandidates::AddExact(v1::SuggestionKind kind) {
  ForEachList(kind, [this](const CompletionList& list, auto add) {
    list.FindPrefix(typed_, [&](uint32_t number, bool at_beginning) {
      add(number, 0, at_beginning ? kBegins : kBeginsInside);
    });
    if (words_.size() > 1) FindAllWords(list, add);
  });
}

void CompletionCandidates::AddNear(v1::SuggestionKind kind) {
  ForEachList(kind, [this](const CompletionList& list, auto add) {
    list.FindNear(typed_, [&](uint32_t number, bool at_beginning) {
      add(number, 1, at_beginning ? kBegins : kBeginsInside);
    });
  });
}

std::vector<CompletionCandidate> CompletionCandidates::Best(size_t limit) const {
  std::vector<CompletionCandidate> best;
  best.reserve(size());
  for (const auto& [key, candidate] : values_) best.push_back(candidate);
  for (const auto& [key, candidate] : titles_) best.push_back(candidate);
  const size_t kept = std::min(limit, best.size());
  std::partial_sort(best.begin(), best.begin() + static_cast<ptrdiff_t>(kept), best.end(),
                    ComesBefore);
  best.resize(kept);
  return best;
}

}  // namespace trialdex
