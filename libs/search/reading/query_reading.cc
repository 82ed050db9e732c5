#include "libs/search/reading/query_reading.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

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

// The fields of the piece `name`: one, or the three lists of EligibilityCriteria. Null if
// it is none, or an area of several pieces.
const FieldWeights* FieldsOf(const std::string& name) {
  const SearchArea* area = FindSearchArea(name);
  if (area == nullptr) return nullptr;
  const bool is_piece = std::all_of(area->weights->begin(), area->weights->end(),
                                    [](float weight) { return weight == 0.0F || weight == 1.0F; });
  return is_piece ? area->weights.get() : nullptr;
}

}  // namespace

absl::StatusOr<QueryOptions> QueryOptionsOf(const v1::SearchTrialsRequest& request,
                                            const SynonymSource* synonyms) {
  QueryOptions options;
  if (!request.no_synonyms()) options.synonyms = synonyms;
  ASSIGN_OR_RETURN(options.expansion, ExpansionOf(request.expansion()));
  if (request.field_weights().empty()) return options;
  auto weights = std::make_shared<FieldWeights>(*DefaultSearchArea().weights);
  for (const auto& [name, weight] : request.field_weights()) {
    const FieldWeights* fields = FieldsOf(name);
    if (fields == nullptr) {
      return UnknownNameError(kField, "UNKNOWN_FIELD", "field", name, SuggestSearchArea(name));
    }
    if (!(weight >= 0.0F && weight <= kMaxFieldWeight)) {
      return FieldError(
          kField, absl::StrCat(name, ": ", weight, " is not between 0 and ", kMaxFieldWeight));
    }
    for (size_t i = 0; i < fields->size(); ++i) {
      if ((*fields)[i] > 0.0F) (*weights)[i] = weight;
    }
  }
  if (std::all_of(weights->begin(), weights->end(), [](float weight) { return weight <= 0.0F; })) {
    return FieldError(kField, "no field has a weight above 0");
  }
  options.default_weights = std::move(weights);
  return options;
}

}  // namespace trialdex
