// How alike trials are in what is not words: design, sponsors, places.
#ifndef TRIALDEX_LIBS_SEARCH_RELATED_VALUE_LIKENESS_H_
#define TRIALDEX_LIBS_SEARCH_RELATED_VALUE_LIKENESS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "libs/index/columns/keyword_ordinals.h"
#include "libs/index/snapshot.h"
#include "libs/schema/keywords.h"
#include "libs/schema/site_points.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Compares one trial with others. Not thread-safe.
class ValueLikeness {
 public:
  // With `trial`; `snapshot` must outlive the object.
  ValueLikeness(const v1::Trial& trial, const IndexSnapshot& snapshot);

  // False if the trial says nothing of that kind.
  bool has_design() const { return !design_.empty(); }
  bool has_sponsor() const { return !lead_family_.empty(); }
  bool has_place() const { return !countries_.empty(); }

  // 0 to 1. Errors as Segment.
  //
  // Design: the share of its fields (study type, phase, purpose, allocation, model, masking)
  // that agree, by weight; of fields with several values, of these.
  absl::StatusOr<double> Design(DocAddress other);
  // Sponsor: 1 if the leads are of one family, 0.6 if the lead of one takes part in
  // the other, 0.4 if somebody takes part in both.
  absl::StatusOr<double> Sponsor(DocAddress other);
  // Place: half for common countries, half for common cities or sites near each other.
  absl::StatusOr<double> Place(DocAddress other);

 private:
  // What the trial has of one field of design.
  struct DesignField {
    KeywordField field;
    double weight;
    std::vector<std::string> values;
  };
  using Ordinals = std::shared_ptr<const KeywordOrdinals>;

  // Of the nearest two sites: 1 at one place, 0 far away or if there is none.
  double Nearness(const SegmentColumns& columns, uint32_t doc) const;

  // The values of `field` in a segment; asked for once.
  absl::StatusOr<const KeywordOrdinals*> ValuesOf(KeywordField field, uint32_t segment);
  // Cosine of the sets of values.
  absl::StatusOr<double> Overlap(KeywordField field, const std::vector<std::string>& values,
                                 DocAddress other);

  const IndexSnapshot& snapshot_;
  std::vector<DesignField> design_;
  std::string lead_family_;
  // Of the lead and the collaborators.
  absl::flat_hash_set<std::string> families_;
  // Normal forms.
  std::vector<std::string> countries_;
  std::vector<std::string> cities_;
  std::vector<SitePoint> points_;
  // By segment and field.
  std::vector<std::vector<Ordinals>> ordinals_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RELATED_VALUE_LIKENESS_H_
