#include "libs/index/sites/site_scorer.h"

#include <algorithm>
#include <utility>

#include "libs/index/sites/nearest_site.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

constexpr auto kBySite = [](const SiteScore& a, const SiteScore& b) { return a.site < b.site; };

// Sites of both, or of either; join(a, b) makes the score of those in both.
template <typename Join>
SiteScores Merge(const SiteScores& a, const SiteScores& b, bool only_both, Join&& join) {
  SiteScores merged;
  size_t at = 0;
  for (const SiteScore& site : a) {
    for (; at < b.size() && b[at].site < site.site; ++at) {
      if (!only_both) merged.push_back(b[at]);
    }
    if (at < b.size() && b[at].site == site.site) {
      merged.push_back({site.site, join(site.score, b[at].score)});
      ++at;
    } else if (!only_both) {
      merged.push_back(site);
    }
  }
  if (!only_both) merged.insert(merged.end(), b.begin() + static_cast<ptrdiff_t>(at), b.end());
  return merged;
}

class Scorer {
 public:
  Scorer(const PreparedSiteClause& clause, const SegmentColumns& columns, uint32_t doc,
         SitesOfLeaf sites_of_leaf)
      : clause_(clause), columns_(columns), doc_(doc), sites_of_leaf_(sites_of_leaf) {}

  SiteScores Score(const QueryNode& node) const {
    SiteScores sites = ScoreUnboosted(node);
    for (SiteScore& site : sites) site.score *= static_cast<double>(node.boost);
    return sites;
  }

 private:
  SiteScores ScoreUnboosted(const QueryNode& node) const {
    switch (node.kind) {
      case Kind::kAll:
        return ScoreAll();
      case Kind::kWord:
      case Kind::kPhrase:
        return ScoreLeaf(clause_.LeafOf(node));
      case Kind::kAnd:
        return ScoreAnd(node);
      case Kind::kOr:
      case Kind::kBest:
        return ScoreOr(node);
      case Kind::kSameSite:
      case Kind::kTilt:  // Tilts trials, not sites.
        return Score(node.children.front());
      case Kind::kFilter:
        return ScoreNear(node.filter.front());
      default:
        return {};
    }
  }

  SiteScores ScoreAll() const {
    if (!columns_.present(Column::kLocationCount).Contains(doc_)) return {};
    SiteScores sites(static_cast<size_t>(columns_.number(Column::kLocationCount, doc_)));
    for (size_t i = 0; i < sites.size(); ++i) sites[i].site = static_cast<uint32_t>(i);
    return sites;
  }

  SiteScores ScoreLeaf(size_t leaf) const {
    SiteScores sites;
    for (const SitePart& part : sites_of_leaf_(leaf)) {
      sites.push_back({part.site, clause_.leaves()[leaf].factor * static_cast<double>(part.part)});
    }
    return sites;
  }

  SiteScores ScoreAnd(const QueryNode& node) const {
    const auto sum = [](double a, double b) { return a + b; };
    SiteScores sites;
    bool first = true;
    for (const QueryNode& child : node.children) {
      if (child.kind == Kind::kNot) continue;
      SiteScores part = Score(child);
      sites = first ? std::move(part) : Merge(sites, part, /*only_both=*/true, sum);
      first = false;
      if (sites.empty()) return sites;
    }
    for (const QueryNode& child : node.children) {
      if (child.kind != Kind::kNot) continue;
      const SiteScores excluded = Score(child.children.front());
      const auto is_excluded = [&excluded](const SiteScore& site) {
        return std::binary_search(excluded.begin(), excluded.end(), site, kBySite);
      };
      sites.erase(std::remove_if(sites.begin(), sites.end(), is_excluded), sites.end());
    }
    for (const QueryNode& child : node.optional) {
      const SiteScores part = Score(child);
      for (SiteScore& site : sites) {
        const auto found = std::lower_bound(part.begin(), part.end(), site, kBySite);
        if (found != part.end() && found->site == site.site) site.score += found->score;
      }
    }
    return sites;
  }

  SiteScores ScoreOr(const QueryNode& node) const {
    const bool best = node.kind == Kind::kBest;
    SiteScores sites;
    for (const QueryNode& child : node.children) {
      sites = Merge(sites, Score(child), /*only_both=*/false,
                    [best](double a, double b) { return best ? std::max(a, b) : a + b; });
    }
    return sites;
  }

  // `filter` is a kDistance.
  SiteScores ScoreNear(const FilterNode& filter) const {
    const DistanceFrom from(filter.center);
    SiteScores sites;
    for (const SitePoint& point : columns_.points(doc_)) {
      if (IsWithin(point, from, filter.radius_km)) sites.push_back({point.site, 0});
    }
    return sites;
  }

  const PreparedSiteClause& clause_;
  const SegmentColumns& columns_;
  const uint32_t doc_;
  const SitesOfLeaf sites_of_leaf_;
};

}  // namespace

SiteScores ScoreSites(const PreparedSiteClause& clause, const SegmentColumns& columns, uint32_t doc,
                      SitesOfLeaf sites_of_leaf) {
  return Scorer(clause, columns, doc, sites_of_leaf).Score(clause.root());
}

}  // namespace trialdex
