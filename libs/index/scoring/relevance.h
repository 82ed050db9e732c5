// BM25F: the arithmetic of docs/index_format.md, "Scoring".
#ifndef TRIALDEX_LIBS_INDEX_SCORING_RELEVANCE_H_
#define TRIALDEX_LIBS_INDEX_SCORING_RELEVANCE_H_

#include <array>
#include <cmath>
#include <cstddef>

#include "libs/schema/areas.h"

namespace trialdex {

inline constexpr double kSaturation = 1.2;            // k1
inline constexpr double kLengthNormalization = 0.75;  // b

// How rare a word is: `document_frequency` of `trial_count` documents have it.
// Never negative; deleted documents may be among those that have it.
inline double InverseDocumentFrequency(double trial_count, double document_frequency) {
  if (document_frequency > trial_count) document_frequency = trial_count;
  return std::log1p((trial_count - document_frequency + 0.5) / (document_frequency + 0.5));
}

// The part of a score that a document has in it: grows with the weighted frequency,
// from 0 up to 1. A float, because lists of words keep it for every document.
inline float FrequencyPart(double frequency) {
  return static_cast<float>(frequency / (kSaturation + frequency));
}

// What a frequency part is multiplied by, given how rare the word is.
inline double ScoreFactorOf(double idf) { return idf * (kSaturation + 1); }

// What a weighted frequency counts, given how rare the word is: grows with both, up to
// (k1 + 1) times `idf`.
inline double Saturate(double idf, double frequency) {
  return ScoreFactorOf(idf) * static_cast<double>(FrequencyPart(frequency));
}

// Weighs frequencies by field and length.
class FieldNormalizer {
 public:
  FieldNormalizer(const FieldWeights& weights,
                  const std::array<double, kTextFieldCount>& average_lengths) {
    for (size_t field = 0; field < kTextFieldCount; ++field) {
      weights_[field] = static_cast<double>(weights[field]);
      per_token_[field] = kLengthNormalization / average_lengths[field];
    }
  }

  // True if `field` is searched.
  bool Searches(size_t field) const { return weights_[field] > 0; }

  // What `frequency` occurrences in a field of `length` tokens count. 0 if the
  // field is not searched.
  double Weigh(size_t field, double frequency, double length) const {
    return weights_[field] * frequency / (1 - kLengthNormalization + per_token_[field] * length);
  }

 private:
  std::array<double, kTextFieldCount> weights_;
  std::array<double, kTextFieldCount> per_token_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SCORING_RELEVANCE_H_
