#include "libs/search/match/match_request.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/request_limit.h"
#include "libs/base/status_macros.h"
#include "libs/eligibility/note/patient_note.h"
#include "libs/query/filter_parser.h"
#include "libs/query/free_text.h"
#include "libs/search/time_limit.h"

namespace trialdex {
namespace {

constexpr RequestLimit kLimit = {.usual = 10, .most = 100};
constexpr int kMaxConditions = 20;
constexpr size_t kMaxConditionBytes = 256;
constexpr double kMaxAgeYears = 150;
// A word said four times counts twice as much (FreeTextOptions::repetition_power).
constexpr int kConditionRepeats = 4;

absl::Status CheckPatient(const v1::MatchTrialsRequest& request) {
  const double age = request.age_years();
  if (!(age >= 0 && age <= kMaxAgeYears)) {
    return FieldError("age_years", absl::StrCat(age, " is not 0 to ", kMaxAgeYears));
  }
  if (request.sex() != v1::SEX_UNSPECIFIED && request.sex() != v1::SEX_FEMALE &&
      request.sex() != v1::SEX_MALE) {
    return FieldError("sex", absl::StrCat(static_cast<int>(request.sex()),
                                          " is not the sex of a patient: FEMALE or MALE"));
  }
  if (request.note().size() > kMaxFreeTextBytes) {
    return FieldError(
        "note", absl::StrCat(request.note().size(), " bytes are more than ", kMaxFreeTextBytes),
        "TEXT_TOO_LARGE");
  }
  if (request.conditions_size() > kMaxConditions) {
    return FieldError("conditions", absl::StrCat("has ", request.conditions_size(),
                                                 " conditions, more than ", kMaxConditions));
  }
  for (int i = 0; i < request.conditions_size(); ++i) {
    const std::string field = absl::StrCat("conditions[", i, "]");
    const std::string& condition = request.conditions(i);
    if (absl::StripAsciiWhitespace(condition).empty()) return FieldError(field, "is empty");
    if (condition.size() > kMaxConditionBytes) {
      return FieldError(
          field, absl::StrCat(condition.size(), " bytes are more than ", kMaxConditionBytes));
    }
  }
  if (request.conditions().empty() && absl::StripAsciiWhitespace(request.note()).empty()) {
    return FieldError("note", "is empty, and so are conditions: there is nothing to search by",
                      "NO_PATIENT");
  }
  return absl::OkStatus();
}

// An age that is a number of years lasts a year, any other a day.
AgeSpan AgeOf(double years) {
  constexpr double kDay = 1 / 365.25;
  return {years, years + (years == std::floor(years) ? 1 : kDay)};
}

PatientFacts FactsOf(const v1::MatchTrialsRequest& request) {
  PatientFacts facts = ReadPatientNote(request.note());
  if (request.has_age_years()) facts.age = Stated<AgeSpan>{AgeOf(request.age_years()), {}};
  if (request.sex() != v1::SEX_UNSPECIFIED) facts.sex = Stated<v1::Sex>{request.sex(), {}};
  if (request.has_healthy_volunteer()) {
    facts.healthy = Stated<bool>{request.healthy_volunteer(), {}};
  }
  return facts;
}

std::string TextOf(const v1::MatchTrialsRequest& request) {
  std::string text;
  for (const std::string& condition : request.conditions()) {
    for (int i = 0; i < kConditionRepeats; ++i) absl::StrAppend(&text, condition, "\n");
  }
  return absl::StrCat(text, request.note());
}

absl::StatusOr<v1::ContradictionPolicy> PolicyOf(const v1::MatchTrialsRequest& request) {
  switch (request.contradictions()) {
    case v1::CONTRADICTION_POLICY_UNSPECIFIED:
      return v1::CONTRADICTION_POLICY_SINK;
    case v1::CONTRADICTION_POLICY_SINK:
    case v1::CONTRADICTION_POLICY_DROP:
    case v1::CONTRADICTION_POLICY_KEEP:
      return request.contradictions();
    default:
      return FieldError("contradictions", absl::StrCat(static_cast<int>(request.contradictions()),
                                                       " is not a policy"));
  }
}

}  // namespace

absl::StatusOr<CheckedMatch> CheckMatch(const v1::MatchTrialsRequest& request) {
  RETURN_IF_ERROR(CheckPatient(request));
  CheckedMatch match;
  ASSIGN_OR_RETURN(match.limit, ReadRequestLimit("limit", request.limit(), kLimit));
  ASSIGN_OR_RETURN(match.contradictions, PolicyOf(request));
  ASSIGN_OR_RETURN(match.time_limit, TimeLimitOf(request));
  ASSIGN_OR_RETURN(match.filter, ParseFilter(request.filter()));
  match.facts = FactsOf(request);
  match.text = TextOf(request);
  match.with_items = !request.counts_only();
  return match;
}

}  // namespace trialdex
