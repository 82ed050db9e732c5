#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"
#include "libs/trial/trial_id.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr absl::string_view kNoType = "-";

absl::Status ReadNctId(JsonReader& reader, JsonValue& value, v1::Identification& identification) {
  absl::Status status;
  RETURN_IF_ERROR(reader.ReadString(value, [&](absl::string_view text) {
    auto id = CanonicalTrialId(text);
    if (!id.ok()) {
      status = reader.Rejected(id.status().message());
      return;
    }
    identification.set_registry(v1::REGISTRY_CLINICALTRIALS_GOV);
    reader.trial().set_id(*std::move(id));
  }));
  return status;
}

absl::Status ReadAlias(JsonReader& reader, JsonValue& value, v1::Identification& identification) {
  return reader.ReadString(value, [&](absl::string_view text) {
    auto id = CanonicalTrialId(text);
    if (!id.ok()) return reader.AddUnrecognized(text);
    identification.add_aliases(*std::move(id));
  });
}

absl::Status ReadType(JsonReader& reader, JsonValue& value, v1::Identifier& identifier) {
  return reader.ReadString(value, [&](absl::string_view word) {
    if (word == kNoType) return;
    const auto type = ParseEnum<v1::IdentifierType>(word);
    if (!type.has_value()) return reader.AddUnrecognized(word);
    identifier.set_type(*type);
  });
}

constexpr Field<v1::Identifier> kIdentifier[] = {
    {"id", V2_INTO(Identifier, value)},
    {"type", "type", &ReadType},
    {"domain", V2_INTO(Identifier, domain)},
    {"link", V2_INTO(Identifier, link)},
};

absl::Status ReadOrgStudyId(JsonReader& reader, JsonValue& value,
                            v1::Identification& identification) {
  return reader.ReadObject(value, absl::Span<const Field<v1::Identifier>>(kIdentifier),
                           [&]() -> v1::Identifier& {
                             v1::Identifier& identifier = *identification.mutable_org_study_id();
                             identifier.set_source(v1::IDENTIFIER_SOURCE_ORG_STUDY_ID);
                             return identifier;
                           });
}

absl::Status ReadSecondaryId(JsonReader& reader, JsonValue& value,
                             v1::Identification& identification) {
  return reader.ReadObject(value, absl::Span<const Field<v1::Identifier>>(kIdentifier),
                           [&]() -> v1::Identifier& {
                             v1::Identifier& identifier = *identification.add_secondary_ids();
                             identifier.set_source(v1::IDENTIFIER_SOURCE_SECONDARY_ID);
                             return identifier;
                           });
}

constexpr Field<v1::Organization> kOrganization[] = {
    {"fullName", V2_INTO(Organization, name)},
    {"class", V2_SET(Organization, agency_class)},
};

constexpr Field<v1::Identification> kIdentification[] = {
    {"nctId", "", &ReadNctId},
    {"nctIdAliases", "aliases", &Each<&ReadAlias>},
    {"orgStudyIdInfo", "org_study_id", &ReadOrgStudyId},
    {"secondaryIdInfos", "secondary_ids", &Each<&ReadSecondaryId>},
    {"organization", V2_OBJECT(Identification, organization, kOrganization)},
    {"briefTitle", V2_INTO(Identification, brief_title)},
    {"officialTitle", V2_INTO(Identification, official_title)},
    {"acronym", V2_INTO(Identification, acronym)},
};

}  // namespace

absl::Status ReadIdentification(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Object<&v1::Trial::mutable_identification, kIdentification>(reader, value, trial);
}

}  // namespace trialdex::ctgov_v2
