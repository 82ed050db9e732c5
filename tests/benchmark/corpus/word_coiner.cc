#include "tests/benchmark/corpus/word_coiner.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"

namespace trialdex {
namespace {

// Words that a new one is made of: in few places, and long enough to be cut.
constexpr uint32_t kRareCount = 3;
constexpr size_t kMinRareLength = 6;

}  // namespace

void WordCoiner::Learn(absl::string_view record) {
  size_t begin = 0;
  for (size_t at = 0; at <= record.size(); ++at) {
    if (at < record.size() && absl::ascii_isalnum(record[at])) continue;
    if (at > begin) ++counts_[record.substr(begin, at - begin)];
    begin = at + 1;
  }
  distinct_.push_back(counts_.size());
}

void WordCoiner::Finish() {
  for (const auto& [word, count] : counts_) {
    const bool is_word = std::all_of(word.begin(), word.end(), absl::ascii_islower);
    if (is_word && count <= kRareCount && word.size() >= kMinRareLength) rare_.push_back(word);
  }
  // The table has no order of its own.
  std::sort(rare_.begin(), rare_.end());
  counts_ = {};
  if (distinct_.size() < 2) return;
  const size_t half = distinct_.size() / 2;
  growth_ = std::log(static_cast<double>(distinct_.back()) /
                     static_cast<double>(std::max<size_t>(distinct_[half - 1], 1))) /
            std::log(static_cast<double>(distinct_.size()) / static_cast<double>(half));
}

double WordCoiner::NewWordsAt(uint64_t number) const {
  if (rare_.empty() || number < record_count()) return 0;
  const auto records = static_cast<double>(record_count());
  return growth_ * static_cast<double>(distinct_words()) / records *
         std::pow(static_cast<double>(number) / records, growth_ - 1);
}

void WordCoiner::AppendWord(Random& random, std::string& out) const {
  const absl::string_view front = rare_[random.Below(rare_.size())];
  const absl::string_view back = rare_[random.Below(rare_.size())];
  out.append(front.data(), (front.size() + 1) / 2);
  out.append(back.data() + back.size() / 2, back.size() - back.size() / 2);
}

}  // namespace trialdex
