// Searches one segment for a page.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_SEGMENT_SEARCH_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_SEGMENT_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "libs/index/cache_key.h"
#include "libs/index/index_search.h"
#include "libs/index/matching/candidate_docs.h"
#include "libs/index/matching/evaluator.h"
#include "libs/index/matching/node_parts.h"
#include "libs/index/matching/prepared_query.h"
#include "libs/index/matching/selected_docs.h"
#include "libs/index/matching/top_trials.h"
#include "libs/index/out_of_time.h"
#include "libs/index/scoring/score_factors.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// What all segments are searched for. All must outlive the search.
struct SearchTask {
  const IndexSnapshot& snapshot;
  // Its query is not looked at.
  const ParsedSearch& search;
  const PreparedQuery& query;
  const ScoreFactors& factors;
  const PageRange& range;
  const OutOfTime& out_of_time;
  // FilterKey of the search's filter.
  CacheKey filter_key;
};

// One search of one segment. Not thread-safe.
//
// Pages by relevance: of each window those blocks are scored whose bound reaches the score
// that is still needed; a trial with just that score may come in by its id, so what
// might equal it is scored, too. Where nothing has to be counted any more, windows without
// such a block are not even matched. Pages in any other order need the set of all matches
// and no scores; they are read off the segment's own order.
class SegmentSearch {
 public:
  SegmentSearch(const SearchTask& task, size_t segment);

  // Reads what Run needs of the segment for words that nobody has asked for before: no more of
  // them than this search needs. Run reads whole lists where this has not been done. Errors as
  // Run.
  absl::Status OpenForFirstUse();

  // Offers to `top` what may come onto the page and adds to the counts and sets of `page`.
  // DEADLINE_EXCEEDED when out of time, other errors as Segment.
  absl::Status Run(TopTrials& top, FoundPage& page);

  // Fills in the scores of `trials`, all of this segment and matches of the query.
  absl::Status Score(std::vector<FoundTrial*> trials);

 private:
  absl::Status Select();
  absl::Status MakeEvaluatorFor(WantedDocs wanted);
  // The live documents of window `window` that the filter selects.
  WindowBits SelectedIn(uint32_t window) const;
  absl::Status Rank(TopTrials& top, FoundPage& page);
  // The same where all there is to it is a sparse list: its documents one by one.
  absl::Status RankSparse(const ScoredList& scored, TopTrials& top, FoundPage& page);
  // Offers the best documents of a list that is not sparse; true if no others of it may come onto
  // the page.
  bool OfferFirst(const ScoredList& scored, TopTrials& top);
  // True if a document of window `window` may score `need`.
  bool MayHold(uint32_t window, double need);
  // Offers those of `docs` that may come onto the page, and takes others out of it.
  void OfferBest(uint32_t window, WindowBits& docs, TopTrials& top);
  void OfferScored(uint32_t window, const WindowBits& docs, TopTrials& top);
  void Offer(uint32_t doc, double score, TopTrials& top);

  absl::Status FindAll(TopTrials& top, FoundPage& page);
  absl::Status OfferInOrder(const DocSet& matches, uint32_t count, TopTrials& top);
  double ScoreOf(uint32_t doc, double score) const;

  const SearchTask& task_;
  const uint32_t number_;
  const SegmentView& view_;
  const SegmentColumns& columns_;
  // Null: the filter selects all.
  std::shared_ptr<const SelectedDocs> selected_;
  EvaluationState state_;
  // None: all that the evaluator may need.
  std::optional<DocList> candidates_;
  std::unique_ptr<Evaluator> evaluator_;
  // Documents with a higher score have been offered.
  double offered_above_ = std::numeric_limits<double>::infinity();
  // Of one window.
  ScoredOffsets scored_;
};

// True if scores decide which trials come onto a page in this order.
bool RanksByScore(const std::vector<SortKey>& order);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_SEGMENT_SEARCH_H_
