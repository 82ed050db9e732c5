#include "tests/support/sample_study.h"

#include <array>

#include "absl/strings/str_format.h"
#include "absl/strings/substitute.h"
#include "absl/time/civil_time.h"

namespace trialdex {
namespace {

constexpr std::array<const char*, 5> kConditions = {"Asthma", "Stroke", "Breast Cancer",
                                                    "Type 2 Diabetes", "Sarcoidosis"};
constexpr std::array<const char*, 4> kStatuses = {"RECRUITING", "COMPLETED", "TERMINATED",
                                                  "NOT_YET_RECRUITING"};
constexpr std::array<const char*, 3> kCountries = {"Austria", "Canada", "Japan"};

constexpr absl::string_view kTemplate = R"({
  "protocolSection": {
    "identificationModule": {
      "nctId": "$0", "orgStudyIdInfo": {"id": "S-$1"},
      "organization": {"fullName": "Sample Institute $2", "class": "OTHER"},
      "briefTitle": "A sampletrial of marker$1 in $3"
    },
    "statusModule": {
      "overallStatus": "$4", "startDateStruct": {"date": "2020-04", "type": "ACTUAL"},
      "lastUpdateSubmitDate": "$5", "lastUpdatePostDateStruct": {"date": "$5", "type": "ACTUAL"}
    },
    "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Sample Institute $2", "class": "OTHER"}},
    "descriptionModule": {
      "briefSummary": "Compares two ways of treating people with $3, revision $6 of the plan.",
      "detailedDescription": "Participants are followed for a year by visits and by telephone. Blood samples are taken at the start, after six weeks and at the end; the laboratory does not know who was treated in which way."
    },
    "conditionsModule": {"conditions": ["$3"], "keywords": ["sample", "marker$1"]},
    "designModule": {
      "studyType": "INTERVENTIONAL", "phases": ["PHASE$8"],
      "designInfo": {"allocation": "RANDOMIZED", "interventionModel": "PARALLEL", "primaryPurpose": "TREATMENT"},
      "enrollmentInfo": {"count": $1, "type": "ESTIMATED"}
    },
    "armsInterventionsModule": {
      "armGroups": [{"label": "New", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Samplestatin"]}],
      "interventions": [{"type": "DRUG", "name": "Samplestatin", "armGroupLabels": ["New"]}]
    },
    "eligibilityModule": {
      "eligibilityCriteria": "Inclusion Criteria:\n\n* $3\n* Age of 18 or more\n\nExclusion Criteria:\n\n* Pregnancy",
      "sex": "ALL", "minimumAge": "18 Years", "stdAges": ["ADULT", "OLDER_ADULT"]
    },
    "contactsLocationsModule": {
      "locations": [{"facility": "Clinic $2", "city": "Sampleville", "country": "$7"}]
    }
  },
  "hasResults": false
})";

}  // namespace

std::string SampleId(int number) { return absl::StrFormat("NCT%08d", number); }

std::string SampleStudyJson(int number, int version) {
  const auto index = static_cast<size_t>(number);
  const absl::CivilDay updated = absl::CivilDay(2021, 1, 1) + version;
  const std::string day = absl::FormatCivilTime(updated);
  return absl::Substitute(kTemplate, SampleId(number), number, number % 17,
                          kConditions[index % kConditions.size()],
                          kStatuses[index % kStatuses.size()], day, version,
                          kCountries[index % kCountries.size()], 1 + number % 4);
}

}  // namespace trialdex
