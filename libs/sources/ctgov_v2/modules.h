// The modules of a study, each read by a file of its own.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_V2_MODULES_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_V2_MODULES_H_

#include "absl/status/status.h"
#include "libs/sources/ctgov_v2/json_reader.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex::ctgov_v2 {

// protocolSection, by module.
absl::Status ReadIdentification(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadStatus(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadSponsorship(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadDesign(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadArmsInterventions(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadOutcomes(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadEligibility(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadContactsLocations(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadReferences(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadIpdSharing(JsonReader& reader, JsonValue& value, v1::Trial& trial);

// Parts of resultsSection.
absl::Status ReadParticipantFlow(JsonReader& reader, JsonValue& value, v1::Results& results);
absl::Status ReadBaseline(JsonReader& reader, JsonValue& value, v1::Results& results);
absl::Status ReadOutcomeMeasures(JsonReader& reader, JsonValue& value, v1::Results& results);
absl::Status ReadAdverseEvents(JsonReader& reader, JsonValue& value, v1::Results& results);
absl::Status ReadMoreInfo(JsonReader& reader, JsonValue& value, v1::Results& results);

// The other sections.
absl::Status ReadAnnotationSection(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadDocumentSection(JsonReader& reader, JsonValue& value, v1::Trial& trial);
absl::Status ReadDerivedSection(JsonReader& reader, JsonValue& value, v1::Trial& trial);

}  // namespace trialdex::ctgov_v2

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_V2_MODULES_H_
