#include "libs/search/hits/exclusion_words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/node_parts.h"
#include "libs/schema/exclusion_field.h"

namespace trialdex {
namespace {

// Beyond so many words the labels would cost more than the search.
constexpr size_t kMaxPieces = 64;

// Bytes [first, second) of the query.
using Piece = std::pair<uint32_t, uint32_t>;
// All nodes of a piece: its spellings and synonyms.
using Pieces = std::map<Piece, std::vector<const QueryNode*>>;

bool LooksElsewhereToo(const FieldWeights& weights) {
  if (weights[kExclusionOrdinal] <= 0) return false;
  for (size_t field = 0; field < weights.size(); ++field) {
    if (field != kExclusionOrdinal && weights[field] > 0) return true;
  }
  return false;
}

// Words that stand side by side are optional: each of them has a node of its own. All
// that is under `best`, spellings and synonyms of the same thing, is of its piece.
void Collect(const QueryNode& node, const QueryNode* best, Pieces& pieces) {
  using Kind = QueryNode::Kind;
  if (node.kind == Kind::kNot || node.kind == Kind::kSameSite) return;
  if (best == nullptr && node.kind == Kind::kBest && node.begin < node.end) best = &node;
  for (const QueryNode& child : node.children) Collect(child, best, pieces);
  const bool is_words = node.kind == Kind::kWord || node.kind == Kind::kPhrase;
  if (!is_words || node.origin == NodeOrigin::kFeedback) return;
  const QueryNode& whole = best == nullptr ? node : *best;
  if (whole.begin < whole.end) pieces[{whole.begin, whole.end}].push_back(&node);
}

// The documents of `trials` in each segment.
std::vector<DocList> BySegment(absl::Span<const DocAddress> trials, size_t segments) {
  std::vector<DocList> docs(segments);
  for (const DocAddress& trial : trials) docs[trial.segment].push_back(trial.doc);
  for (DocList& of_segment : docs) std::sort(of_segment.begin(), of_segment.end());
  return docs;
}

using Lists = std::vector<std::shared_ptr<const PartList>>;

// True if `doc` has what one of `lists` is of among its exclusion criteria, and none of them
// elsewhere.
bool IsOnlyInExclusion(const Lists& lists, uint32_t doc) {
  bool found = false;
  for (const auto& list : lists) {
    const std::optional<size_t> number = list->Find(doc);
    if (!number.has_value()) continue;
    if (!list->OnlyInExclusion(*number)) return false;
    found = true;
  }
  return found;
}

}  // namespace

absl::StatusOr<std::vector<std::vector<std::string>>> WordsOnlyInExclusion(
    const PreparedQuery& query, absl::string_view text, const IndexSnapshot& snapshot,
    absl::Span<const DocAddress> trials) {
  std::vector<std::vector<std::string>> words(trials.size());
  Pieces pieces;
  Collect(query.root(), nullptr, pieces);
  if (pieces.size() > kMaxPieces) return words;
  const OutOfTime never = [] { return false; };
  const std::vector<DocList> wanted = BySegment(trials, snapshot.segments().size());
  for (const auto& [piece, nodes] : pieces) {
    if (piece.second > text.size() || !std::any_of(nodes.begin(), nodes.end(), [](const auto* n) {
          return LooksElsewhereToo(*n->weights);
        })) {
      continue;
    }
    // By segment: the lists of the nodes, once a trial is of it. Most have just been used.
    std::vector<Lists> lists(snapshot.segments().size());
    for (size_t i = 0; i < trials.size(); ++i) {
      Lists& of_segment = lists[trials[i].segment];
      for (size_t node = of_segment.size(); node < nodes.size(); ++node) {
        const Segment& segment = snapshot.segments()[trials[i].segment]->segment();
        ASSIGN_OR_RETURN(
            of_segment.emplace_back(),
            NodeParts(query, segment, never, {&wanted[trials[i].segment], false}).Of(*nodes[node]));
      }
      if (!IsOnlyInExclusion(of_segment, trials[i].doc)) continue;
      words[i].emplace_back(text.substr(piece.first, piece.second - piece.first));
    }
  }
  return words;
}

}  // namespace trialdex
