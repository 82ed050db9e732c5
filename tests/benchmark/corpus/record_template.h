// A record of ClinicalTrials.gov's API v2, cut into what may vary and what stays.
#ifndef TRIALDEX_TESTS_BENCHMARK_CORPUS_RECORD_TEMPLATE_H_
#define TRIALDEX_TESTS_BENCHMARK_CORPUS_RECORD_TEMPLATE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace trialdex {

// How a value is made anew.
enum class PartKind : uint8_t {
  kVerbatim,  // not at all: keys, punctuation, closed lists, numbers
  kNctId,     // another id
  kCode,      // a number that a sponsor gave: other digits
  kDate,      // moved with all dates of the record
  kTitle,     // the front of one and the back of another; pieces are words
  kName,      // the same, of anybody
  kProse,     // pieces are sentences and items
  kList,      // pieces are elements, as JSON
};

struct TemplatePart {
  PartKind kind = PartKind::kVerbatim;
  // Number of the field, the same in all records.
  uint16_t field = 0;
  // The value as it stands in the record, escapes and all; of texts without the quotes, of
  // lists without the brackets.
  absl::string_view text;
  // Of kTitle, kName, kProse and kList: in order, inside `text`. What stands between two of
  // them belongs to neither.
  std::vector<absl::string_view> pieces;
};

// The parts of one record, in order; written one behind the other they are the record.
struct RecordTemplate {
  std::vector<TemplatePart> parts;

  // The first part of that field; null if there is none.
  const TemplatePart* Find(uint16_t field) const;
};

// Numbers the fields of records by their paths.
class FieldNumbers {
 public:
  // The number of `path` ("conditionsModule.keywords", the last two keys), given if it has none.
  uint16_t NumberOf(absl::string_view path);

 private:
  std::vector<std::string> paths_;
};

// Cuts `json`, a well-formed record on which the template then has views.
RecordTemplate CutRecord(absl::string_view json, FieldNumbers& numbers);

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_CORPUS_RECORD_TEMPLATE_H_
