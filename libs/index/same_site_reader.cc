#include "libs/index/same_site_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/matching/rarity.h"
#include "libs/index/nearest_site.h"
#include "libs/index/pattern_resolver.h"
#include "libs/index/position.h"
#include "libs/index/relevance.h"
#include "libs/index/same_site_clause.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;
using Sites = std::vector<SiteScore>;

// Sites of both, or of either; join(a, b) makes the score of those in both.
template <typename Join>
Sites Merge(const Sites& a, const Sites& b, bool only_both, Join&& join) {
  Sites merged;
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

bool Has(const Sites& sites, uint32_t site) {
  return std::binary_search(sites.begin(), sites.end(), SiteScore{site, 0},
                            [](const SiteScore& a, const SiteScore& b) { return a.site < b.site; });
}

// Documents with any alternative of the place of `node` that has the fewest.
absl::StatusOr<DocSet> DocsOfRarestPlace(const QueryNode& node, const Segment& segment) {
  std::vector<uint32_t> fewest;
  for (const Place& place : node.places) {
    std::vector<uint32_t> docs;
    for (const Alternative& alternative : place.alternatives) {
      ASSIGN_OR_RETURN(const std::vector<uint32_t> found,
                       segment.files().Docs(TermField::kText, alternative.term));
      docs.insert(docs.end(), found.begin(), found.end());
    }
    if (&place == &node.places.front() || docs.size() < fewest.size()) fewest = std::move(docs);
  }
  DocSet docs(segment.doc_count());
  for (const uint32_t doc : fewest) docs.Add(doc);
  return docs;
}

}  // namespace

absl::StatusOr<SameSiteReader> SameSiteReader::Open(const QueryNode& clause,
                                                    const IndexSnapshot& snapshot, size_t segment,
                                                    const OutOfTime& out_of_time) {
  SameSiteReader reader(*snapshot.segments()[segment]);
  ASSIGN_OR_RETURN(QueryNode own, MakeSiteClause(clause));
  ASSIGN_OR_RETURN(own, ResolveAllPatterns(std::move(own), snapshot, out_of_time));
  reader.clause_ = std::make_unique<const QueryNode>(std::move(own));
  RETURN_IF_ERROR(reader.OpenLeaves(*reader.clause_, snapshot));
  return reader;
}

absl::Status SameSiteReader::OpenLeaves(const QueryNode& node, const IndexSnapshot& snapshot) {
  for (const QueryNode& child : node.children) RETURN_IF_ERROR(OpenLeaves(child, snapshot));
  for (const QueryNode& child : node.optional) RETURN_IF_ERROR(OpenLeaves(child, snapshot));
  if (node.kind != Kind::kWord && node.kind != Kind::kPhrase) return absl::OkStatus();
  ASSIGN_OR_RETURN(PhraseReader reader, PhraseReader::Open(node, view_.segment()));
  double rarity = 0;
  for (const Place& place : node.places) {
    ASSIGN_OR_RETURN(const double place_rarity, RarityOf(place, snapshot));
    rarity += place_rarity;
  }
  ASSIGN_OR_RETURN(DocSet candidates, DocsOfRarestPlace(node, view_.segment()));
  candidates.IntersectWith(view_.live());
  leaves_.emplace(&node, Leaf{std::move(reader), rarity, std::move(candidates)});
  return absl::OkStatus();
}

absl::Status SameSiteReader::status() const {
  absl::Status status;
  for (const auto& [node, leaf] : leaves_) status.Update(leaf.reader.status());
  return status;
}

DocSet SameSiteReader::Candidates(const QueryNode& node) const {
  switch (node.kind) {
    case Kind::kNone:
      return DocSet(view_.segment().doc_count());
    case Kind::kWord:
    case Kind::kPhrase:
      return leaves_.at(&node).candidates;
    case Kind::kAnd: {
      DocSet docs = view_.live();
      for (const QueryNode& child : node.children) {
        if (child.kind != Kind::kNot) docs.IntersectWith(Candidates(child));
      }
      return docs;
    }
    case Kind::kOr:
    case Kind::kBest: {
      DocSet docs(view_.segment().doc_count());
      for (const QueryNode& child : node.children) docs.UniteWith(Candidates(child));
      return docs;
    }
    case Kind::kSameSite:
      return Candidates(node.children.front());
    default:
      return view_.live();
  }
}

Sites SameSiteReader::Read(const QueryNode& node, uint32_t doc) {
  Sites sites = ReadUnboosted(node, doc);
  for (SiteScore& site : sites) site.score *= static_cast<double>(node.boost);
  return sites;
}

Sites SameSiteReader::ReadUnboosted(const QueryNode& node, uint32_t doc) {
  switch (node.kind) {
    case Kind::kAll:
      return ReadAll(doc);
    case Kind::kWord:
    case Kind::kPhrase:
      return ReadLeaf(node, doc);
    case Kind::kAnd:
      return ReadAnd(node, doc);
    case Kind::kOr:
    case Kind::kBest:
      return ReadOr(node, doc);
    case Kind::kSameSite:
    case Kind::kTilt:  // Tilts trials, not sites.
      return Read(node.children.front(), doc);
    case Kind::kFilter:
      return ReadNear(node.filter.front(), doc);
    default:
      return {};
  }
}

Sites SameSiteReader::ReadNear(const FilterNode& filter, uint32_t doc) const {
  const DistanceFrom from(filter.center);
  Sites sites;
  for (const SitePoint& point : view_.segment().columns().points(doc)) {
    if (IsWithin(point, from, filter.radius_km)) sites.push_back({point.site, 0});
  }
  return sites;
}

Sites SameSiteReader::ReadLeaf(const QueryNode& node, uint32_t doc) {
  Leaf& leaf = leaves_.at(&node);
  leaf.reader.Read(doc, occurrences_);
  Sites sites;
  for (const Occurrence& occurrence : occurrences_) {
    const uint32_t field = FieldOfPosition(occurrence.position);
    if (!InfoOf(static_cast<TextField>(field)).per_site) continue;
    sites.push_back({SiteOfPosition(occurrence.position),
                     occurrence.weight * static_cast<double>((*node.weights)[field])});
  }
  // Stable: what a site adds up to must not depend on the sorting.
  std::stable_sort(sites.begin(), sites.end(),
                   [](const SiteScore& a, const SiteScore& b) { return a.site < b.site; });
  size_t kept = 0;
  for (size_t i = 0; i < sites.size(); ++i) {
    if (kept > 0 && sites[kept - 1].site == sites[i].site) {
      sites[kept - 1].score += sites[i].score;
    } else {
      sites[kept++] = sites[i];
    }
  }
  sites.resize(kept);
  for (SiteScore& site : sites) site.score = Saturate(leaf.rarity, site.score);
  return sites;
}

Sites SameSiteReader::ReadAnd(const QueryNode& node, uint32_t doc) {
  const auto sum = [](double a, double b) { return a + b; };
  Sites sites;
  bool first = true;
  for (const QueryNode& child : node.children) {
    if (child.kind == Kind::kNot) continue;
    Sites part = Read(child, doc);
    sites = first ? std::move(part) : Merge(sites, part, /*only_both=*/true, sum);
    first = false;
    if (sites.empty()) return sites;
  }
  for (const QueryNode& child : node.children) {
    if (child.kind != Kind::kNot) continue;
    const Sites excluded = Read(child.children.front(), doc);
    sites.erase(std::remove_if(sites.begin(), sites.end(),
                               [&](const SiteScore& site) { return Has(excluded, site.site); }),
                sites.end());
  }
  for (const QueryNode& child : node.optional) {
    const Sites part = Read(child, doc);
    for (SiteScore& site : sites) {
      const auto found =
          std::lower_bound(part.begin(), part.end(), site,
                           [](const SiteScore& a, const SiteScore& b) { return a.site < b.site; });
      if (found != part.end() && found->site == site.site) site.score += found->score;
    }
  }
  return sites;
}

Sites SameSiteReader::ReadOr(const QueryNode& node, uint32_t doc) {
  const bool best = node.kind == Kind::kBest;
  Sites sites;
  for (const QueryNode& child : node.children) {
    sites = Merge(sites, Read(child, doc), /*only_both=*/false,
                  [best](double a, double b) { return best ? std::max(a, b) : a + b; });
  }
  return sites;
}

Sites SameSiteReader::ReadAll(uint32_t doc) const {
  const SegmentColumns& columns = view_.segment().columns();
  if (!columns.present(Column::kLocationCount).Contains(doc)) return {};
  Sites sites(static_cast<size_t>(columns.number(Column::kLocationCount, doc)));
  for (size_t i = 0; i < sites.size(); ++i) sites[i].site = static_cast<uint32_t>(i);
  return sites;
}

}  // namespace trialdex
