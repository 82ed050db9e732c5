#include "libs/search/exclusion_words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/phrase_reader.h"
#include "libs/index/position.h"
#include "libs/schema/text_fields.h"

namespace trialdex {
namespace {

// Beyond so many words the labels would cost more than the search.
constexpr size_t kMaxPieces = 64;

constexpr auto kExclusion = static_cast<uint32_t>(TextField::kEligibilityExclusion);

// Bytes [first, second) of the query.
using Piece = std::pair<uint32_t, uint32_t>;
// All nodes of a piece: its spellings and synonyms.
using Pieces = std::map<Piece, std::vector<const QueryNode*>>;

bool LooksElsewhereToo(const FieldWeights& weights) {
  if (weights[kExclusion] <= 0) return false;
  for (size_t field = 0; field < weights.size(); ++field) {
    if (field != kExclusion && weights[field] > 0) return true;
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

struct Found {
  bool in_exclusion = false;
  bool elsewhere = false;
};

void Note(const std::vector<Occurrence>& occurrences, Found& found) {
  for (const Occurrence& occurrence : occurrences) {
    (FieldOfPosition(occurrence.position) == kExclusion ? found.in_exclusion : found.elsewhere) =
        true;
  }
}

}  // namespace

absl::StatusOr<std::vector<std::vector<std::string>>> WordsOnlyInExclusion(
    const QueryNode& query, absl::string_view text, const IndexSnapshot& snapshot,
    absl::Span<const DocAddress> trials) {
  std::vector<std::vector<std::string>> words(trials.size());
  Pieces pieces;
  Collect(query, nullptr, pieces);
  if (pieces.size() > kMaxPieces) return words;
  // Readers want documents in order.
  std::vector<size_t> order(trials.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return std::make_pair(trials[a].segment, trials[a].doc) <
           std::make_pair(trials[b].segment, trials[b].doc);
  });
  std::vector<Occurrence> occurrences;
  for (const auto& [piece, nodes] : pieces) {
    if (piece.second > text.size() || !std::any_of(nodes.begin(), nodes.end(), [](const auto* n) {
          return LooksElsewhereToo(*n->weights);
        })) {
      continue;
    }
    std::vector<Found> found(trials.size());
    for (const QueryNode* node : nodes) {
      for (size_t i = 0; i < order.size();) {
        const uint32_t segment = trials[order[i]].segment;
        ASSIGN_OR_RETURN(PhraseReader reader,
                         PhraseReader::Open(*node, snapshot.segments()[segment]->segment()));
        for (; i < order.size() && trials[order[i]].segment == segment; ++i) {
          reader.Read(trials[order[i]].doc, occurrences);
          Note(occurrences, found[order[i]]);
        }
        RETURN_IF_ERROR(reader.status());
      }
    }
    for (size_t i = 0; i < trials.size(); ++i) {
      if (!found[i].in_exclusion || found[i].elsewhere) continue;
      words[i].emplace_back(text.substr(piece.first, piece.second - piece.first));
    }
  }
  return words;
}

}  // namespace trialdex
