#include "libs/search/free_text/told_words.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/scoring/relevance.h"

namespace trialdex {
namespace {

struct Frequency {
  double documents;
  size_t byte_size() const { return sizeof(*this); }
};

// Documents of all segments that have the most frequent form of `place`. Kept in
// the snapshot's cache: notes share most of their words.
absl::StatusOr<double> DocumentFrequency(const Place& place, const IndexSnapshot& snapshot) {
  std::string key = "free text";
  for (const Alternative& form : place.alternatives) key.append(form.term).push_back('\0');
  const auto count = [&]() -> absl::StatusOr<Frequency> {
    double highest = 0;
    for (const Alternative& form : place.alternatives) {
      double documents = 0;
      for (const auto& view : snapshot.segments()) {
        ASSIGN_OR_RETURN(const uint32_t in_segment,
                         view->segment().files().DocumentFrequency(TermField::kText, form.term));
        documents += in_segment;
      }
      highest = std::max(highest, documents);
    }
    return Frequency{highest};
  };
  ASSIGN_OR_RETURN(const auto frequency,
                   snapshot.cache().FindOrMake<Frequency>(snapshot.cache_owner(), key, count));
  return frequency->documents;
}

// What the word adds to the score of a trial that has it often.
double Telling(const ToldWord& word) { return word.idf * word.weight; }

}  // namespace

absl::StatusOr<double> IdfOf(const Place& place, const IndexSnapshot& snapshot) {
  ASSIGN_OR_RETURN(const double documents, DocumentFrequency(place, snapshot));
  if (documents == 0) return 0;
  return InverseDocumentFrequency(static_cast<double>(snapshot.trial_count()), documents);
}

absl::StatusOr<std::vector<ToldWord>> WeighWords(std::vector<FreeTextWord> words,
                                                 const IndexSnapshot& snapshot,
                                                 const FreeTextOptions& options) {
  std::vector<ToldWord> told;
  for (FreeTextWord& word : words) {
    ASSIGN_OR_RETURN(const double idf, IdfOf(word.place, snapshot));
    if (idf == 0) continue;
    const double weight =
        std::pow(idf, options.rarity_power) * std::pow(word.count, options.repetition_power);
    told.push_back({std::move(word), idf, weight});
  }
  double most = 0;
  for (const ToldWord& word : told) most = std::max(most, Telling(word));
  told.erase(std::remove_if(told.begin(), told.end(),
                            [least = most * options.least_share](const ToldWord& word) {
                              return Telling(word) < least;
                            }),
             told.end());
  if (told.size() <= options.max_words) return told;
  std::stable_sort(told.begin(), told.end(),
                   [](const ToldWord& a, const ToldWord& b) { return Telling(a) > Telling(b); });
  told.resize(options.max_words);
  return told;
}

}  // namespace trialdex
