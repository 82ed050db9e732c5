#include "libs/index/matching/segment_search.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/evaluator_maker.h"
#include "libs/index/matching/list_uses.h"
#include "libs/index/matching/segment_order.h"
#include "libs/index/matching/window_scan.h"

namespace trialdex {
namespace {

// Offering a document costs about as much as passing so many in the order of the segment.
constexpr double kOfferCost = 16;

// Scores of so many blocks tell what others need.
constexpr size_t kFirstBlocks = 4;

}  // namespace

bool RanksByScore(const std::vector<SortKey>& order) {
  return std::any_of(order.begin(), order.end(),
                     [](const SortKey& key) { return key.kind == SortKey::Kind::kRelevance; });
}

SegmentSearch::SegmentSearch(const SearchTask& task, size_t segment)
    : task_(task),
      number_(static_cast<uint32_t>(segment)),
      view_(*task.snapshot.segments()[segment]),
      columns_(view_.segment().columns()),
      state_(task.out_of_time) {}

absl::Status SegmentSearch::Select() {
  if (task_.search.filter.kind == FilterNode::Kind::kAll) return absl::OkStatus();
  ASSIGN_OR_RETURN(selected_, SelectDocs(task_.search.filter, task_.filter_key, view_.segment()));
  return absl::OkStatus();
}

absl::Status SegmentSearch::MakeEvaluatorFor(WantedDocs wanted) {
  ASSIGN_OR_RETURN(evaluator_, MakeEvaluator(task_.query, {task_.snapshot, number_,
                                                           task_.out_of_time, state_, wanted}));
  return absl::OkStatus();
}

absl::Status SegmentSearch::OpenForFirstUse() {
  RETURN_IF_ERROR(Select());
  if (!task_.range.again_soon) {
    const bool selected_only = selected_ != nullptr && !task_.range.keep_query_matches;
    ASSIGN_OR_RETURN(candidates_,
                     CandidateDocs(task_.query, selected_only ? &selected_->docs : nullptr,
                                   view_.segment(), task_.out_of_time));
  }
  RETURN_IF_ERROR(MakeEvaluatorFor({candidates_.has_value() ? &*candidates_ : nullptr}));
  NoteUse(task_.query, view_.segment());
  return absl::OkStatus();
}

absl::Status SegmentSearch::Run(TopTrials& top, FoundPage& page) {
  if (evaluator_ == nullptr) {
    RETURN_IF_ERROR(Select());
    RETURN_IF_ERROR(MakeEvaluatorFor({}));
  }
  top.EnterSegment(number_, columns_);
  if (task_.query.scores() && RanksByScore(task_.search.order)) return Rank(top, page);
  return FindAll(top, page);
}

WindowBits SegmentSearch::SelectedIn(uint32_t window) const {
  WindowBits docs = BitsOf(view_.live(), window);
  if (selected_ != nullptr) IntersectWith(docs, BitsOf(selected_->docs, window));
  return docs;
}

absl::Status SegmentSearch::Rank(TopTrials& top, FoundPage& page) {
  const bool keep = task_.range.keep_query_matches;
  const ScoredList* const scored = evaluator_->AsList();
  if (scored != nullptr && scored->list->sparse() && !keep) return RankSparse(*scored, top, page);
  if (scored != nullptr && selected_ == nullptr && !keep && OfferFirst(*scored, top)) {
    if (page.total >= task_.range.count_limit) {
      page.total_is_minimum = true;
    } else {
      const bool all_live = view_.trial_count() == columns_.doc_count();
      page.total += all_live ? scored->list->size() : scored->list->CountIn(view_.live());
    }
    return absl::OkStatus();
  }
  DocSet kept(keep ? columns_.doc_count() : 0);
  const auto visit = [&](uint32_t window) {
    const double need = top.NeededScore();
    if (!keep && page.total >= task_.range.count_limit && need > kNoNeed &&
        !MayHold(window, need)) {
      page.total_is_minimum = true;
      return;
    }
    const WindowBits wanted = keep ? BitsOf(view_.live(), window) : SelectedIn(window);
    WindowBits matches;
    if (!evaluator_->Match(window, wanted, matches)) return;
    IntersectWith(matches, wanted);
    if (keep) {
      SetWindow(kept, window, matches);
      IntersectWith(matches, SelectedIn(window));
    }
    page.total += CountBits(matches);
    OfferBest(window, matches, top);
  };
  if (evaluator_->Cost() > 0) {
    RETURN_IF_ERROR(ForEachWindow(columns_.doc_count(), task_.out_of_time, state_, visit));
  }
  if (keep) page.query_matches.push_back(std::move(kept));
  return absl::OkStatus();
}

absl::Status SegmentSearch::RankSparse(const ScoredList& scored, TopTrials& top, FoundPage& page) {
  return ForEachWindow(columns_.doc_count(), task_.out_of_time, state_, [&](uint32_t window) {
    scored.list->ForEachIn(window, [&](uint16_t offset, float part) {
      const uint32_t doc = (window << kWindowShift) + offset;
      if (!view_.live().Contains(doc)) return;
      if (selected_ != nullptr && !selected_->docs.Contains(doc)) return;
      ++page.total;
      Offer(doc, scored.factor * static_cast<double>(part), top);
    });
  });
}

bool SegmentSearch::OfferFirst(const ScoredList& scored, TopTrials& top) {
  const BestDocs& best = scored.list->best();
  if (best.docs().empty() || scored.factor <= 0) return false;
  for (const BestDocs::Doc& each : best.docs()) {
    const double score = scored.factor * static_cast<double>(each.part);
    if (score < top.NeededScore()) return true;
    if (view_.live().Contains(each.doc)) Offer(each.doc, score, top);
  }
  top.CatchUp();
  offered_above_ = scored.factor * static_cast<double>(best.highest_other());
  return offered_above_ < top.NeededScore();
}

bool SegmentSearch::MayHold(uint32_t window, double need) {
  BlockBounds bounds = {};
  evaluator_->AddBounds(window, 1, bounds);
  return std::any_of(bounds.begin(), bounds.end(),
                     [need](float bound) { return MayReach(static_cast<double>(bound), need); });
}

void SegmentSearch::OfferBest(uint32_t window, WindowBits& docs, TopTrials& top) {
  if (top.NeededScore() == kNoNeed) {
    WindowBits first = {};
    for (size_t block = 0; block < kFirstBlocks; ++block) std::swap(first[block], docs[block]);
    OfferScored(window, first, top);
  }
  const double need = top.NeededScore();
  if (need > kNoNeed) evaluator_->KeepReaching(window, 1, need, docs);
  OfferScored(window, docs, top);
}

double SegmentSearch::ScoreOf(uint32_t doc, double score) const {
  return task_.factors.empty() ? score : score * task_.factors.Of(columns_, doc);
}

void SegmentSearch::OfferScored(uint32_t window, const WindowBits& docs, TopTrials& top) {
  evaluator_->FindReaching(window, top.NeededScore(), docs, scored_);
  for (size_t i = 0; i < scored_.size(); ++i) {
    if (scored_.score(i) > offered_above_) continue;
    Offer((window << kWindowShift) + scored_.offset(i), scored_.score(i), top);
  }
  top.CatchUp();
}

void SegmentSearch::Offer(uint32_t doc, double score, TopTrials& top) {
  // Factors are at most 1.
  if (score >= top.NeededScore()) top.Offer(doc, ScoreOf(doc, score));
}

absl::Status SegmentSearch::FindAll(TopTrials& top, FoundPage& page) {
  DocSet matches(columns_.doc_count());
  if (task_.query.root().kind == QueryNode::Kind::kAll) {
    matches = view_.live();
  } else if (evaluator_->Cost() > 0) {
    const auto visit = [&](uint32_t window) {
      const WindowBits wanted =
          task_.range.keep_query_matches ? BitsOf(view_.live(), window) : SelectedIn(window);
      WindowBits found;
      if (!evaluator_->Match(window, wanted, found)) return;
      IntersectWith(found, wanted);
      SetWindow(matches, window, found);
    };
    RETURN_IF_ERROR(ForEachWindow(columns_.doc_count(), task_.out_of_time, state_, visit));
  }
  if (task_.range.keep_query_matches) page.query_matches.push_back(matches);
  if (selected_ != nullptr) matches.IntersectWith(selected_->docs);
  const uint32_t count = matches.Count();
  page.total += count;
  return OfferInOrder(matches, count, top);
}

absl::Status SegmentSearch::OfferInOrder(const DocSet& matches, uint32_t count, TopTrials& top) {
  if (count == 0) return absl::OkStatus();
  const std::vector<SortKey>& order = task_.search.order;
  // Scores, if they are sorted by at all, are all the same.
  size_t first = 0;
  while (order[first].kind == SortKey::Kind::kRelevance) ++first;
  // Documents to pass until enough matches have come by.
  const double passed =
      std::min((static_cast<double>(task_.range.limit) + 1) / count, 1.0) * columns_.doc_count();
  if (order[first].kind == SortKey::Kind::kDistance || passed > kOfferCost * count) {
    matches.ForEach([&](uint32_t doc) { top.Offer(doc, 0); });
    return absl::OkStatus();
  }
  const bool by_id = order[first].kind == SortKey::Kind::kId;
  ASSIGN_OR_RETURN(const auto sorted,
                   SegmentOrder::Of(view_.segment(), order[first],
                                    by_id ? order[first].descending : order.back().descending));
  auto next = sorted->docs().begin();
  if (task_.range.after != nullptr) {
    // What comes before the place, as far as the first key tells.
    next = std::partition_point(next, sorted->docs().end(), [&](uint32_t doc) {
      if (!by_id) {
        return DirectedValue(columns_, order[first], doc) < task_.range.after->values[first];
      }
      const int ids = columns_.id(doc).compare(task_.range.after->id);
      return order[first].descending ? ids > 0 : ids < 0;
    });
  }
  for (; next != sorted->docs().end(); ++next) {
    if (!matches.Contains(*next)) continue;
    if (!by_id && top.IsBehind(first, DirectedValue(columns_, order[first], *next))) break;
    const TopTrials::Offered offered = top.Offer(*next, 0);
    // Where nothing but ids comes after the first key, all others are behind, too.
    if (offered == TopTrials::Offered::kBehind && first + 2 >= order.size()) break;
  }
  return absl::OkStatus();
}

absl::Status SegmentSearch::Score(std::vector<FoundTrial*> trials) {
  std::sort(trials.begin(), trials.end(), [](const FoundTrial* a, const FoundTrial* b) {
    return a->address.doc < b->address.doc;
  });
  DocList scored;
  for (const FoundTrial* trial : trials) scored.push_back(trial->address.doc);
  RETURN_IF_ERROR(MakeEvaluatorFor({&scored, false}));
  for (auto next = trials.begin(); next != trials.end() && state_.status().ok();) {
    const uint32_t window = (*next)->address.doc >> kWindowShift;
    const auto first = next;
    WindowBits docs = {};
    for (; next != trials.end() && (*next)->address.doc >> kWindowShift == window; ++next) {
      SetBit(docs, (*next)->address.doc % kWindowDocs);
    }
    WindowBits matches;
    if (!evaluator_->Match(window, docs, matches)) continue;
    evaluator_->FindReaching(window, kNoNeed, docs, scored_);
    for (size_t i = 0; i < scored_.size(); ++i) {
      FoundTrial& trial = *first[static_cast<ptrdiff_t>(i)];
      trial.score = ScoreOf(trial.address.doc, scored_.score(i));
    }
  }
  return state_.status();
}

}  // namespace trialdex
