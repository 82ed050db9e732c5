#include "libs/sources/ctgov_v2/ctgov_v2_parser.h"

#include <memory>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex {
namespace ctgov_v2 {
namespace {

constexpr Field<v1::Oversight> kOversight[] = {
    {"oversightHasDmc", V2_SET(Oversight, has_dmc)},
    {"isFdaRegulatedDrug", V2_SET(Oversight, is_fda_regulated_drug)},
    {"isFdaRegulatedDevice", V2_SET(Oversight, is_fda_regulated_device)},
    {"isUnapprovedDevice", V2_SET(Oversight, is_unapproved_device)},
    {"isPpsd", V2_SET(Oversight, is_pediatric_postmarket_surveillance)},
    {"isUsExport", V2_SET(Oversight, is_us_export)},
    {"fdaaa801Violation", V2_SET(Oversight, fdaaa801_violation)},
};

constexpr Field<v1::Description> kDescription[] = {
    {"briefSummary", V2_INTO(Description, brief_summary)},
    {"detailedDescription", V2_INTO(Description, detailed_description)},
};

constexpr Field<v1::Conditions> kConditions[] = {
    {"conditions", V2_INTO(Conditions, conditions)},
    {"keywords", V2_INTO(Conditions, keywords)},
};

constexpr Field<v1::Trial> kProtocolSection[] = {
    {"identificationModule", "identification", &ReadIdentification},
    {"statusModule", "status", &ReadStatus},
    {"sponsorCollaboratorsModule", "sponsorship", &ReadSponsorship},
    {"oversightModule", V2_OBJECT(Trial, oversight, kOversight)},
    {"descriptionModule", V2_OBJECT(Trial, description, kDescription)},
    {"conditionsModule", V2_OBJECT(Trial, conditions, kConditions)},
    {"designModule", "design", &ReadDesign},
    {"armsInterventionsModule", "", &ReadArmsInterventions},
    {"outcomesModule", "outcomes", &ReadOutcomes},
    {"eligibilityModule", "eligibility", &ReadEligibility},
    {"contactsLocationsModule", "contacts_locations", &ReadContactsLocations},
    {"referencesModule", "references", &ReadReferences},
    {"ipdSharingStatementModule", "ipd_sharing", &ReadIpdSharing},
};

constexpr Field<v1::Results> kResultsSection[] = {
    {"participantFlowModule", "participant_flow", &ReadParticipantFlow},
    {"baselineCharacteristicsModule", "baseline", &ReadBaseline},
    {"outcomeMeasuresModule", "", &ReadOutcomeMeasures},
    {"adverseEventsModule", "adverse_events", &ReadAdverseEvents},
    {"moreInfoModule", "more_info", &ReadMoreInfo},
};

absl::Status ReadHasResults(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return reader.ReadBool(value, [&trial](bool has_results) {
    trial.set_results_state(has_results ? v1::RESULTS_STATE_POSTED : v1::RESULTS_STATE_NONE);
  });
}

constexpr Field<v1::Trial> kStudy[] = {
    {"protocolSection", V2_SAME(Trial, kProtocolSection)},
    {"resultsSection", V2_OBJECT(Trial, results, kResultsSection)},
    {"annotationSection", "", &ReadAnnotationSection},
    {"documentSection", "", &ReadDocumentSection},
    {"derivedSection", "", &ReadDerivedSection},
    {"hasResults", "results_state", &ReadHasResults},
};

// Countries with a site now, then those that the registry says were removed.
void FillCountries(v1::Trial& trial) {
  const auto& removed = trial.miscellaneous().removed_countries();
  if (trial.contacts_locations().locations().empty() && removed.empty()) return;
  v1::ContactsLocations& contacts = *trial.mutable_contacts_locations();
  absl::flat_hash_set<absl::string_view> seen;
  const auto add = [&](const std::string& name, bool historical) {
    if (name.empty() || !seen.insert(name).second) return;
    v1::Country& country = *contacts.add_countries();
    country.set_name(name);
    country.set_historical(historical);
  };
  for (const v1::Location& location : contacts.locations()) add(location.country(), false);
  for (const std::string& country : removed) add(country, true);
}

// Memory of one thread for record after record, unless one is an exception.
class Scratch {
 public:
  simdjson::ondemand::parser& parser() { return *parser_; }

  // `content` with room behind it to read past its end; valid until the next call.
  simdjson::padded_string_view Pad(absl::string_view content) {
    if (parser_->capacity() > kMaxKept || padded_.capacity() > kMaxKept) {
      parser_ = std::make_unique<simdjson::ondemand::parser>();
      padded_ = std::string();
    }
    padded_.reserve(content.size() + simdjson::SIMDJSON_PADDING);
    padded_.assign(content.data(), content.size());
    return simdjson::padded_string_view(padded_.data(), padded_.size(), padded_.capacity());
  }

 private:
  static constexpr size_t kMaxKept = size_t{1} << 20;

  std::unique_ptr<simdjson::ondemand::parser> parser_ =
      std::make_unique<simdjson::ondemand::parser>();
  std::string padded_;
};

class CtgovV2Parser final : public RecordParser {
 public:
  v1::SourceFormat format() const override { return v1::SOURCE_FORMAT_CTGOV_V2_JSON; }
  int parser_version() const override { return 1; }
  absl::Span<const absl::string_view> unseen_fields() const override { return {}; }

  absl::StatusOr<v1::Trial> Parse(absl::string_view content) const override {
    thread_local Scratch scratch;
    const simdjson::padded_string_view padded = scratch.Pad(content);
    simdjson::ondemand::document document;
    if (const auto error = scratch.parser().iterate(padded).get(document)) {
      return RejectionError("MALFORMED_JSON", "",
                            absl::StrCat("not JSON: ", simdjson::error_message(error)));
    }
    v1::Trial trial;
    JsonReader reader(document, {padded.data(), padded.size()}, trial);
    RETURN_IF_ERROR(reader.ReadDocument(kStudy));
    if (trial.id().empty()) {
      return RejectionError("MISSING_ID", "protocolSection.identificationModule.nctId",
                            "is missing: nothing else names the trial");
    }
    FillCountries(trial);
    return trial;
  }
};

}  // namespace
}  // namespace ctgov_v2

std::unique_ptr<RecordParser> MakeCtgovV2Parser() {
  return std::make_unique<ctgov_v2::CtgovV2Parser>();
}

}  // namespace trialdex
