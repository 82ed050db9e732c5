// The evaluator of kSameSite.
#ifndef TRIALDEX_LIBS_INDEX_SITES_SAME_SITE_EVALUATOR_H_
#define TRIALDEX_LIBS_INDEX_SITES_SAME_SITE_EVALUATOR_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "libs/index/columns/segment_columns.h"
#include "libs/index/matching/evaluator.h"
#include "libs/index/sites/prepared_site_clause.h"
#include "libs/index/sites/site_matches.h"

namespace trialdex {

// A clause that one and the same site must fit. A document scores at most what its words
// score where each is at its best: sites are looked at one by one only where that may be
// enough.
class SameSiteEvaluator final : public Evaluator {
 public:
  // Scores are `boost` times those of the best site. References must outlive the evaluator.
  SameSiteEvaluator(const PreparedSiteClause& clause, std::shared_ptr<const SiteMatches> matches,
                    double boost, const SegmentColumns& columns)
      : clause_(clause), matches_(std::move(matches)), boost_(boost), columns_(columns) {}

  size_t Cost() const override { return matches_->count; }
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override;
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override;
  void AddDocBounds(uint32_t window, double factor, Candidates candidates, double* bounds) override;
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override;

 private:
  const PreparedSiteClause& clause_;
  const std::shared_ptr<const SiteMatches> matches_;
  const double boost_;
  const SegmentColumns& columns_;
  std::vector<double> highest_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SITES_SAME_SITE_EVALUATOR_H_
