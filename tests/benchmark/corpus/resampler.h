// Makes records of trials that do not exist out of those of trials that do.
#ifndef TRIALDEX_TESTS_BENCHMARK_CORPUS_RESAMPLER_H_
#define TRIALDEX_TESTS_BENCHMARK_CORPUS_RESAMPLER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tests/benchmark/corpus/random.h"
#include "tests/benchmark/corpus/record_template.h"
#include "tests/benchmark/corpus/word_coiner.h"

namespace trialdex {

// Each record it makes is one of those given, with a new id, other codes and dates, and a
// part of its sentences, outcomes, sites, conditions … taken from another record about the same
// condition, field by field: so words keep their shares of trials and fields, and their company.
// New words come in as WordCoiner says.
//
// Filled by one thread; Append is then thread-safe.
class Resampler {
 public:
  explicit Resampler(uint64_t seed) : seed_(seed) {}

  // Takes one record of ClinicalTrials.gov's API v2. INVALID_ARGUMENT if it is none.
  absl::Status Add(std::string json);
  // To be called once, after the last Add, of which there was one at least.
  void Finish();

  // Appends record `number`, one line of JSON without its end. The same number, records and
  // seed always make the same; up to 99,999,999 the ids are all different.
  void Append(uint64_t number, std::string& out) const;

  size_t record_count() const { return templates_.size(); }
  const WordCoiner& words() const { return words_; }

 private:
  struct Output;

  void FindTopics();
  const RecordTemplate& Neighbour(size_t of, Random& random) const;
  void AppendPart(const TemplatePart& part, Output& output) const;
  void AppendCrossed(const TemplatePart& part, const RecordTemplate& other, Output& output) const;
  void AppendProse(const TemplatePart& part, Output& output) const;
  void AppendList(const TemplatePart& part, Output& output) const;

  const uint64_t seed_;
  // What the templates have views of.
  std::deque<std::string> records_;
  std::vector<RecordTemplate> templates_;
  FieldNumbers numbers_;
  WordCoiner words_;
  // Records about one thing; and by record, the topics that others have, too.
  std::vector<std::vector<uint32_t>> topics_;
  std::vector<std::vector<uint32_t>> topics_of_;
  // All records, in the order that they are used in, over and over.
  std::vector<uint32_t> order_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_CORPUS_RESAMPLER_H_
