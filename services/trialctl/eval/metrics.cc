#include "services/trialctl/eval/metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "absl/container/flat_hash_set.h"

namespace trialdex {
namespace {

// `grades` by rank; negative ones count as 0.
double DiscountedGain(const std::vector<int>& grades, size_t k) {
  double sum = 0;
  for (size_t i = 0; i < std::min(k, grades.size()); ++i) {
    sum += std::max(grades[i], 0) / std::log2(static_cast<double>(i) + 2);
  }
  return sum;
}

}  // namespace

RankMetrics MeasureRanking(const std::vector<std::string>& ranking, const Judgments& judgments,
                           size_t k) {
  std::vector<int> grades;
  absl::flat_hash_set<absl::string_view> seen;
  for (const std::string& id : ranking) {
    if (!seen.insert(id).second) continue;
    const auto found = judgments.find(id);
    grades.push_back(found == judgments.end() ? 0 : found->second);
  }
  std::vector<int> ideal;
  for (const auto& [id, grade] : judgments) ideal.push_back(grade);
  std::sort(ideal.begin(), ideal.end(), std::greater<>());

  const auto relevant = [](int grade) { return grade >= kRelevantGrade; };
  const auto count_first = [&](size_t depth) {
    const auto end = grades.begin() + static_cast<ptrdiff_t>(std::min(depth, grades.size()));
    return static_cast<double>(std::count_if(grades.begin(), end, relevant));
  };
  RankMetrics metrics;
  metrics.ndcg = DiscountedGain(grades, k) / DiscountedGain(ideal, k);
  metrics.precision = count_first(k) / static_cast<double>(k);
  const auto first = std::find_if(grades.begin(), grades.end(), relevant);
  if (first != grades.end()) {
    metrics.reciprocal_rank = 1 / static_cast<double>(first - grades.begin() + 1);
  }
  metrics.recall = count_first(kRecallDepth) /
                   static_cast<double>(std::count_if(ideal.begin(), ideal.end(), relevant));
  return metrics;
}

RankMetrics MeanOf(const std::vector<RankMetrics>& metrics) {
  RankMetrics mean;
  if (metrics.empty()) return mean;
  for (const RankMetrics& one : metrics) {
    mean.ndcg += one.ndcg;
    mean.precision += one.precision;
    mean.reciprocal_rank += one.reciprocal_rank;
    mean.recall += one.recall;
  }
  const auto count = static_cast<double>(metrics.size());
  mean.ndcg /= count;
  mean.precision /= count;
  mean.reciprocal_rank /= count;
  mean.recall /= count;
  return mean;
}

}  // namespace trialdex
