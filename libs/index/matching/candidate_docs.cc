#include "libs/index/matching/candidate_docs.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/matching/selected_docs.h"
#include "libs/index/matching/window.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

// A list of more times as many documents as there are candidates is not read: to find out in the
// end that one of these has not got the word costs less.
constexpr size_t kFewTimes = 16;

// A part of a query, before any of its documents are read.
struct Part {
  // Documents that reading it comes by.
  size_t size = 0;
  // Reads them; may have others besides. Null: any document may match.
  std::function<absl::StatusOr<DocSet>()> read;
  // True if parts of it match more documents than it does.
  bool narrows = false;
};

DocSet ToSet(const PartList& list, uint32_t doc_count) {
  DocSet docs(doc_count);
  WindowBits bits;
  for (uint32_t window = 0; window < WindowCount(doc_count); ++window) {
    if (list.Match(window, bits)) SetWindow(docs, window, bits);
  }
  return docs;
}

class PartMaker {
 public:
  PartMaker(const Segment& segment, const OutOfTime& out_of_time)
      : segment_(segment), out_of_time_(out_of_time) {}

  absl::StatusOr<Part> Of(const QueryNode& node, const PreparedQuery& query) const {
    switch (node.kind) {
      case Kind::kWord:
        return OfWord(query.terms(node).key, node.places.front());
      case Kind::kPhrase:
        return OfPhrase(node, query.terms(node).place_keys);
      case Kind::kAnd:
      case Kind::kOr:
      case Kind::kBest:
        return OfChildren(node, query);
      case Kind::kTilt:
      case Kind::kSink:
        return Of(node.children.front(), query);
      case Kind::kFilter:
        return OfFilter(node.filter.front());
      case Kind::kNone:
        return Part{0, [this]() -> absl::StatusOr<DocSet> { return DocSet(segment_.doc_count()); }};
      case Kind::kAll:
      case Kind::kNot:
      case Kind::kSameSite:
        break;
    }
    return Part{segment_.doc_count()};
  }

  absl::StatusOr<Part> OfPhrase(const QueryNode& node,
                                absl::Span<const CacheKey> place_keys) const {
    std::vector<Part> places;
    for (size_t i = 0; i < node.places.size(); ++i) {
      ASSIGN_OR_RETURN(places.emplace_back(), OfWord(place_keys[i], node.places[i]));
    }
    Part phrase = AllOf(std::move(places));
    // It has one list: there are none of its places to be spared.
    phrase.narrows = false;
    return phrase;
  }

  Part AllOf(std::vector<Part> parts) const {
    parts.erase(std::remove_if(parts.begin(), parts.end(),
                               [](const Part& part) { return part.read == nullptr; }),
                parts.end());
    if (parts.empty()) return Part{segment_.doc_count()};
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.size < b.size; });
    Part all;
    all.size = parts.front().size;
    all.narrows = parts.size() > 1 || parts.front().narrows;
    all.read = [this, parts = std::move(parts)] { return ReadCommon(parts); };
    return all;
  }

 private:
  absl::StatusOr<Part> OfWord(const CacheKey& key, const Place& place) const {
    if (auto list = segment_.cache().Find<PartList>(segment_.cache_owner(), key)) {
      return Part{list->size(), [this, list]() -> absl::StatusOr<DocSet> {
                    return ToSet(*list, segment_.doc_count());
                  }};
    }
    Part word;
    for (const Alternative& alternative : place.alternatives) {
      ASSIGN_OR_RETURN(const uint32_t docs,
                       segment_.files().DocumentFrequency(TermField::kText, alternative.term));
      word.size += docs;
    }
    word.read = [this, &place] { return ReadWord(place); };
    return word;
  }

  absl::StatusOr<Part> OfChildren(const QueryNode& node, const PreparedQuery& query) const {
    std::vector<Part> parts;
    for (const QueryNode& child : node.children) {
      if (child.kind == Kind::kNot) continue;
      ASSIGN_OR_RETURN(parts.emplace_back(), Of(child, query));
    }
    return node.kind == Kind::kAnd ? AllOf(std::move(parts)) : AnyOf(std::move(parts));
  }

  Part AnyOf(std::vector<Part> parts) const {
    Part any;
    for (const Part& part : parts) {
      if (part.read == nullptr) return part;
      any.size += part.size;
      any.narrows = any.narrows || part.narrows;
    }
    any.read = [this, parts = std::move(parts)] { return ReadUnion(parts); };
    return any;
  }

  absl::StatusOr<Part> OfFilter(const FilterNode& filter) const {
    ASSIGN_OR_RETURN(const auto selected, SelectDocs(filter, segment_));
    return Part{selected->count, [selected]() -> absl::StatusOr<DocSet> { return selected->docs; }};
  }

  absl::StatusOr<DocSet> ReadWord(const Place& place) const {
    DocSet docs(segment_.doc_count());
    for (const Alternative& alternative : place.alternatives) {
      if (out_of_time_()) return OutOfTimeError();
      ASSIGN_OR_RETURN(const std::vector<uint32_t> of_term,
                       segment_.files().Docs(TermField::kText, alternative.term));
      for (const uint32_t doc : of_term) docs.Add(doc);
    }
    return docs;
  }

  absl::StatusOr<DocSet> ReadCommon(const std::vector<Part>& parts) const {
    ASSIGN_OR_RETURN(DocSet common, parts.front().read());
    for (size_t i = 1; i < parts.size(); ++i) {
      if (size_t{common.Count()} * kFewTimes < parts[i].size) break;
      ASSIGN_OR_RETURN(const DocSet docs, parts[i].read());
      common.IntersectWith(docs);
    }
    return common;
  }

  absl::StatusOr<DocSet> ReadUnion(const std::vector<Part>& parts) const {
    DocSet docs(segment_.doc_count());
    for (const Part& part : parts) {
      ASSIGN_OR_RETURN(const DocSet of_part, part.read());
      docs.UniteWith(of_part);
    }
    return docs;
  }

  const Segment& segment_;
  const OutOfTime& out_of_time_;
};

}  // namespace

absl::StatusOr<std::optional<DocList>> CandidateDocs(const PreparedQuery& query,
                                                     const DocSet* within, const Segment& segment,
                                                     const OutOfTime& out_of_time) {
  const PartMaker maker(segment, out_of_time);
  ASSIGN_OR_RETURN(Part part, maker.Of(query.root(), query));
  if (within != nullptr) {
    part = maker.AllOf(
        {std::move(part),
         {within->Count(), [within]() -> absl::StatusOr<DocSet> { return *within; }, true}});
  }
  if (!part.narrows) return std::nullopt;
  ASSIGN_OR_RETURN(const DocSet docs, part.read());
  return docs.ToVector();
}

absl::StatusOr<DocList> PhraseCandidateDocs(const QueryNode& node,
                                            absl::Span<const CacheKey> place_keys,
                                            const Segment& segment, const OutOfTime& out_of_time) {
  const PartMaker maker(segment, out_of_time);
  ASSIGN_OR_RETURN(const Part part, maker.OfPhrase(node, place_keys));
  ASSIGN_OR_RETURN(const DocSet docs, part.read());
  return docs.ToVector();
}

}  // namespace trialdex
