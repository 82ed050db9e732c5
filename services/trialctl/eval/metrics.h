// How good a ranking is, by judgments of people.
#ifndef TRIALDEX_SERVICES_TRIALCTL_EVAL_METRICS_H_
#define TRIALDEX_SERVICES_TRIALCTL_EVAL_METRICS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "services/trialctl/eval/qrels.h"

namespace trialdex {

inline constexpr size_t kRecallDepth = 100;

// All between 0 and 1, 1 is best.
struct RankMetrics {
  // Discounted gain of the first k over the best possible one. The gain of a trial is
  // its grade, the discount at rank r is log2(r + 1).
  double ndcg = 0;
  // Share of relevant trials among the first k; ranks that are not filled count as not relevant.
  double precision = 0;
  // 1 / rank of the first relevant trial; 0 if there is none.
  double reciprocal_rank = 0;
  // Share of the relevant trials that are among the first 100.
  double recall = 0;
};

// Measures `ranking`, best first, by `judgments`, with k at least 1. Trials without a
// judgment count as grade 0; an id that is repeated counts where it stands first.
// `judgments` must have a relevant trial.
RankMetrics MeasureRanking(const std::vector<std::string>& ranking, const Judgments& judgments,
                           size_t k);

// The mean of `metrics`; all 0 if there are none.
RankMetrics MeanOf(const std::vector<RankMetrics>& metrics);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_EVAL_METRICS_H_
