#include "libs/search/reading/query_reading.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/schema/areas.h"

namespace trialdex {
namespace {

constexpr absl::string_view kField = "field_weights";

absl::StatusOr<QueryExpansion> ExpansionOf(v1::Expansion expansion) {
  switch (expansion) {
    case v1::EXPANSION_NONE:
      return QueryExpansion::kNone;
    case v1::EXPANSION_TERM:
      return QueryExpansion::kTerm;
    case v1::EXPANSION_CONCEPT:
      return QueryExpansion::kConcept;
    case v1::EXPANSION_UNSPECIFIED:
    case v1::EXPANSION_RELAXATION:
      return QueryExpansion::kRelaxation;
    case v1::EXPANSION_LOSSY:
      return QueryExpansion::kLossy;
    default:
      return FieldError("expansion",
                        absl::StrCat(static_cast<int>(expansion), " is not an expansion"));
  }
}

// What a request says of one piece.
struct PieceWeight {
  absl::string_view name;
  const FieldWeights* fields;
  ptrdiff_t field_count;
  float weight;
};

// The fields of the piece `name`: one, or the three lists of EligibilityCriteria. Null if
// it is none, or an area of several pieces.
const FieldWeights* FieldsOf(const std::string& name) {
  const SearchArea* area = FindSearchArea(name);
  if (area == nullptr) return nullptr;
  const bool is_piece = std::all_of(area->weights->begin(), area->weights->end(),
                                    [](float weight) { return weight == 0.0F || weight == 1.0F; });
  return is_piece ? area->weights.get() : nullptr;
}

// The weights of `request`, that of EligibilityCriteria before those of its lists, which hold
// there. The map itself has no order.
absl::StatusOr<std::vector<PieceWeight>> PieceWeightsOf(const v1::SearchTrialsRequest& request) {
  std::vector<PieceWeight> pieces;
  for (const auto& [name, weight] : request.field_weights()) {
    const FieldWeights* fields = FieldsOf(name);
    if (fields == nullptr) {
      return UnknownNameError(kField, "UNKNOWN_FIELD", "field", name, SuggestSearchArea(name));
    }
    if (!(weight >= 0.0F && weight <= kMaxFieldWeight)) {
      return FieldError(
          kField, absl::StrCat(name, ": ", weight, " is not between 0 and ", kMaxFieldWeight));
    }
    pieces.push_back({name, fields, std::count(fields->begin(), fields->end(), 1.0F), weight});
  }
  std::sort(pieces.begin(), pieces.end(), [](const PieceWeight& a, const PieceWeight& b) {
    return a.field_count != b.field_count ? a.field_count > b.field_count : a.name < b.name;
  });
  for (size_t i = 0; i < pieces.size(); ++i) {
    for (size_t j = i + 1; j < pieces.size(); ++j) {
      if (*pieces[i].fields != *pieces[j].fields) continue;
      return FieldError(kField, absl::StrCat(Quoted(pieces[i].name), " and ",
                                             Quoted(pieces[j].name), " are one field"));
    }
  }
  return pieces;
}

}  // namespace

absl::StatusOr<QueryOptions> QueryOptionsOf(const v1::SearchTrialsRequest& request,
                                            const SynonymSource* synonyms) {
  QueryOptions options;
  if (!request.no_synonyms()) options.synonyms = synonyms;
  ASSIGN_OR_RETURN(options.expansion, ExpansionOf(request.expansion()));
  if (request.field_weights().empty()) return options;
  ASSIGN_OR_RETURN(const std::vector<PieceWeight> pieces, PieceWeightsOf(request));
  auto weights = std::make_shared<FieldWeights>(*DefaultSearchArea().weights);
  for (const PieceWeight& piece : pieces) {
    for (size_t i = 0; i < weights->size(); ++i) {
      if ((*piece.fields)[i] > 0.0F) (*weights)[i] = piece.weight;
    }
  }
  if (std::all_of(weights->begin(), weights->end(), [](float weight) { return weight <= 0.0F; })) {
    return FieldError(kField, "no field has a weight above 0");
  }
  options.default_weights = std::move(weights);
  return options;
}

}  // namespace trialdex
