#include "libs/index/sites/site_matches.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/selected_docs.h"
#include "libs/index/sites/site_leaf_reader.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

// Documents between two looks at the clock.
constexpr size_t kDocsBetweenChecks = 1024;

// With so many times as many documents as there are candidates, a word's positions are
// passed over sooner than all its documents are listed.
constexpr size_t kListedSooner = 16;

// Finds documents in which alone a site can fit a clause.
class CandidateFinder {
 public:
  explicit CandidateFinder(const Segment& segment) : segment_(segment) {}

  absl::StatusOr<DocSet> Find(const QueryNode& node) const {
    switch (node.kind) {
      case Kind::kWord:
      case Kind::kPhrase:
        return FindLeaf(node);
      case Kind::kAnd:
        return FindAnd(node);
      case Kind::kOr:
      case Kind::kBest: {
        DocSet docs(segment_.doc_count());
        for (const QueryNode& child : node.children) {
          ASSIGN_OR_RETURN(const DocSet of_child, Find(child));
          docs.UniteWith(of_child);
        }
        return docs;
      }
      case Kind::kSameSite:
      case Kind::kTilt:
        return Find(node.children.front());
      case Kind::kFilter: {
        ASSIGN_OR_RETURN(const auto selected, SelectDocs(node.filter.front(), segment_));
        return selected->docs;
      }
      case Kind::kAll:
        return segment_.columns().trials();
      default:
        return DocSet(segment_.doc_count());
    }
  }

 private:
  // Documents with any alternative of `place`, those with several once for each.
  absl::StatusOr<size_t> Count(const Place& place) const {
    size_t count = 0;
    for (const Alternative& alternative : place.alternatives) {
      ASSIGN_OR_RETURN(const uint32_t docs,
                       segment_.files().DocumentFrequency(TermField::kText, alternative.term));
      count += docs;
    }
    return count;
  }

  // The place of `leaf` that the fewest documents have, and how many.
  absl::StatusOr<std::pair<const Place*, size_t>> Rarest(const QueryNode& leaf) const {
    std::pair<const Place*, size_t> rarest = {nullptr, 0};
    for (const Place& place : leaf.places) {
      ASSIGN_OR_RETURN(const size_t count, Count(place));
      if (rarest.first == nullptr || count < rarest.second) rarest = {&place, count};
    }
    return rarest;
  }

  absl::StatusOr<DocSet> FindLeaf(const QueryNode& leaf) const {
    ASSIGN_OR_RETURN(const auto rarest, Rarest(leaf));
    DocSet docs(segment_.doc_count());
    for (const Alternative& alternative : rarest.first->alternatives) {
      ASSIGN_OR_RETURN(const std::vector<uint32_t> found,
                       segment_.files().Docs(TermField::kText, alternative.term));
      for (const uint32_t doc : found) docs.Add(doc);
    }
    return docs;
  }

  absl::StatusOr<DocSet> FindAnd(const QueryNode& node) const {
    struct Part {
      const QueryNode* node;
      size_t count;
    };
    std::vector<Part> parts;
    for (const QueryNode& child : node.children) {
      if (child.kind == Kind::kNot) continue;
      Part part = {&child, 0};
      if (child.kind == Kind::kWord || child.kind == Kind::kPhrase) {
        ASSIGN_OR_RETURN(const auto rarest, Rarest(child));
        part.count = rarest.second;
      }
      parts.push_back(part);
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.count < b.count; });
    DocSet docs = segment_.columns().trials();
    for (const Part& part : parts) {
      if (part.count / kListedSooner > docs.Count()) break;
      ASSIGN_OR_RETURN(const DocSet of_part, Find(*part.node));
      docs.IntersectWith(of_part);
    }
    return docs;
  }

  const Segment& segment_;
};

// Takes the sites of leaves that fit, document by document.
class MatchCollector {
 public:
  MatchCollector(size_t leaf_count, uint32_t doc_count)
      : docs_(doc_count), highest_together_(doc_count), sites_(leaf_count), highest_(leaf_count) {}

  void Add(uint32_t doc, const SiteScores& fitting, SitesOfLeaf sites_of_leaf) {
    docs_.Add(doc);
    at_highest_.assign(fitting.size(), true);
    for (size_t leaf = 0; leaf < sites_.size(); ++leaf) {
      fitting_.clear();
      float highest = 0;
      auto fits = fitting.begin();
      for (const SitePart& part : sites_of_leaf(leaf)) {
        while (fits != fitting.end() && fits->site < part.site) ++fits;
        if (fits == fitting.end()) break;
        if (fits->site != part.site) continue;
        fitting_.push_back(part);
        highest = std::max(highest, part.part);
      }
      if (fitting_.empty()) continue;
      KeepHighest(fitting, highest);
      sites_[leaf].Add(doc, fitting_);
      highest_[leaf].push_back(highest);
    }
    if (std::find(at_highest_.begin(), at_highest_.end(), true) != at_highest_.end()) {
      highest_together_.Add(doc);
    }
  }

  SiteMatches Finish() && {
    SiteMatches matches;
    for (size_t leaf = 0; leaf < sites_.size(); ++leaf) {
      sites_[leaf].ShrinkToFit();
      PartList highest(sites_[leaf].docs(), std::move(highest_[leaf]), docs_.doc_count());
      matches.leaves.push_back({std::move(sites_[leaf]), std::move(highest)});
    }
    matches.count = docs_.Count();
    matches.docs = std::move(docs_);
    matches.highest_together = std::move(highest_together_);
    return matches;
  }

 private:
  // Leaves those of `fitting` in at_highest_ at which `fitting_` has the part `highest`.
  void KeepHighest(const SiteScores& fitting, float highest) {
    auto part = fitting_.begin();
    for (size_t i = 0; i < fitting.size(); ++i) {
      while (part != fitting_.end() && part->site < fitting[i].site) ++part;
      const bool has = part != fitting_.end() && part->site == fitting[i].site;
      if (!has || part->part < highest) at_highest_[i] = false;
    }
  }

  DocSet docs_;
  DocSet highest_together_;
  std::vector<SiteList> sites_;
  std::vector<std::vector<float>> highest_;
  std::vector<SitePart> fitting_;
  // By fitting site of the document.
  std::vector<bool> at_highest_;
};

absl::StatusOr<SiteMatches> MakeMatches(const PreparedSiteClause& clause, const Segment& segment,
                                        const OutOfTime& out_of_time) {
  std::vector<SiteLeafReader> readers;
  for (const PreparedSiteClause::Leaf& leaf : clause.leaves()) {
    ASSIGN_OR_RETURN(SiteLeafReader reader, SiteLeafReader::Open(*leaf.node, segment));
    readers.push_back(std::move(reader));
  }
  ASSIGN_OR_RETURN(const DocSet candidates, CandidateFinder(segment).Find(clause.root()));
  MatchCollector collector(readers.size(), segment.doc_count());
  size_t looked_into = 0;
  for (const uint32_t doc : candidates.ToVector()) {
    if (++looked_into % kDocsBetweenChecks == 0 && out_of_time()) return OutOfTimeError();
    const auto sites_of_leaf = [&](size_t leaf) { return readers[leaf].Read(doc); };
    const SiteScores fitting = ScoreSites(clause, segment.columns(), doc, sites_of_leaf);
    if (!fitting.empty()) collector.Add(doc, fitting, sites_of_leaf);
  }
  for (const SiteLeafReader& reader : readers) RETURN_IF_ERROR(reader.status());
  return std::move(collector).Finish();
}

}  // namespace

size_t SiteMatches::byte_size() const {
  size_t bytes = sizeof(*this) + docs.byte_size() + highest_together.byte_size();
  for (const Leaf& leaf : leaves) bytes += leaf.sites.byte_size() + leaf.highest.byte_size();
  return bytes;
}

absl::StatusOr<std::shared_ptr<const SiteMatches>> FindSiteMatches(const PreparedSiteClause& clause,
                                                                   const Segment& segment,
                                                                   const OutOfTime& out_of_time) {
  return segment.cache().FindOrMake<SiteMatches>(segment.cache_owner(), clause.key(), [&] {
    return MakeMatches(clause, segment, out_of_time);
  });
}

SiteScores ScoreSites(const PreparedSiteClause& clause, const SiteMatches& matches,
                      const SegmentColumns& columns, uint32_t doc) {
  return ScoreSites(clause, columns, doc,
                    [&](size_t leaf) { return matches.leaves[leaf].sites.Find(doc); });
}

}  // namespace trialdex
