// New words, as many as a corpus that grows would have.
#ifndef TRIALDEX_TESTS_BENCHMARK_CORPUS_WORD_COINER_H_
#define TRIALDEX_TESTS_BENCHMARK_CORPUS_WORD_COINER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "tests/benchmark/corpus/random.h"

namespace trialdex {

// Learns from records how the number of distinct words grows with their number (Heaps: as
// a power of it), and makes words of the halves of rare ones. Filled by one thread; const calls
// are thread-safe.
class WordCoiner {
 public:
  // Counts the words, runs of ASCII letters and digits, of the text `record`, of which the
  // coiner keeps views. To be called for each record, in an order that means nothing.
  void Learn(absl::string_view record);
  // To be called once, after the last record.
  void Finish();

  // New words that the record with that number, from 0, has on average. 0 for the first
  // `record_count()`: their words are those of the records themselves.
  double NewWordsAt(uint64_t number) const;

  // Appends a word. Some come twice.
  void AppendWord(Random& random, std::string& out) const;

  size_t record_count() const { return distinct_.size(); }
  size_t distinct_words() const { return distinct_.empty() ? 0 : distinct_.back(); }
  // The power by which distinct words grow with records.
  double growth() const { return growth_; }

 private:
  absl::flat_hash_map<absl::string_view, uint32_t> counts_;
  // By record: distinct words up to it.
  std::vector<size_t> distinct_;
  std::vector<absl::string_view> rare_;
  double growth_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_CORPUS_WORD_COINER_H_
