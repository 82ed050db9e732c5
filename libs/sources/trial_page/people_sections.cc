// Sponsors, responsible party, investigators and other identifiers.

#include <optional>
#include <string>
#include <vector>

#include "libs/sources/trial_page/section_readers.h"
#include "libs/trial/trial_id.h"

namespace trialdex {
namespace {

namespace label = page_label;

// The value of `label` at `paragraphs[i]`. If the label stands alone and
// `is_value` accepts the next paragraph, that is the value and `i` moves there.
template <typename IsValue>
std::optional<absl::string_view> TakeLabel(const std::vector<absl::string_view>& paragraphs,
                                           absl::string_view label, size_t& i, IsValue is_value) {
  const auto value = LabelValue(paragraphs[i], label);
  if (!value.has_value() || !value->empty() || i + 1 >= paragraphs.size()) return value;
  const absl::string_view last = paragraphs[i];
  const bool alone = last == label || (last.size() == label.size() + 1 && last.back() == ':');
  if (alone && is_value(paragraphs[i + 1])) return paragraphs[++i];
  return value;
}

bool IsSponsorRole(absl::string_view text) {
  return text == label::kLead || text == label::kCollaborator;
}

void AddSponsor(const PageSectionBody& body, const std::vector<absl::string_view>& before,
                absl::string_view role, PageTrial& trial) {
  if (before.empty()) {
    // A role of nobody says nothing.
    if (!IsSponsorRole(role)) trial.AddUnknown(body, role);
    return;
  }
  v1::Organization sponsor;
  sponsor.set_name(std::string(before.front()));
  if (before.size() > 1 && before[1] != label::kAbsent) {
    sponsor.set_agency_class(
        trial.ReadEnum<v1::AgencyClass>(before[1], "sponsorship.agency_class"));
  }
  for (size_t i = 2; i < before.size(); ++i) trial.AddUnknown(body, before[i]);
  v1::Sponsorship& sponsorship = *trial->mutable_sponsorship();
  if (role == label::kLead && !sponsorship.has_lead_sponsor()) {
    *sponsorship.mutable_lead_sponsor() = std::move(sponsor);
  } else {
    if (role != label::kCollaborator) trial.AddUnknown(body, role);
    *sponsorship.add_collaborators() = std::move(sponsor);
  }
}

struct IdentifierLines {
  absl::string_view value, type, source;
};

void AddIdentifier(const PageSectionBody& body, const IdentifierLines& lines, PageTrial& trial) {
  v1::Identification& identification = *trial->mutable_identification();
  if (lines.source == label::kAlias) {
    const absl::StatusOr<std::string> alias = CanonicalTrialId(lines.value);
    if (!alias.ok()) return trial.AddUnknown(body, lines.value);
    identification.add_aliases(*alias);
    return;
  }
  const bool org = lines.source == label::kOrgStudyId && !identification.has_org_study_id();
  v1::Identifier& identifier =
      org ? *identification.mutable_org_study_id() : *identification.add_secondary_ids();
  identifier.set_value(std::string(lines.value));
  identifier.set_source(org ? v1::IDENTIFIER_SOURCE_ORG_STUDY_ID
                            : v1::IDENTIFIER_SOURCE_SECONDARY_ID);
  if (!lines.type.empty()) {
    identifier.set_type(
        trial.ReadEnum<v1::IdentifierType>(lines.type, org ? "identification.org_study_id.type"
                                                           : "identification.secondary_ids.type"));
  }
  // A registry or organisation may stand where the source should.
  if (!org && lines.source != label::kSecondaryId && lines.source != label::kOrgStudyId) {
    identifier.set_domain(std::string(lines.source));
  }
}

}  // namespace

void ReadSponsors(const PageSectionBody& body, PageTrial& trial) {
  const std::vector<absl::string_view> paragraphs = Paragraphs(body.lines);
  std::vector<absl::string_view> before;
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    const auto role = TakeLabel(paragraphs, label::kSponsorRole, i, IsSponsorRole);
    if (!role.has_value()) {
      before.push_back(paragraphs[i]);
      continue;
    }
    AddSponsor(body, before, *role, trial);
    before.clear();
  }
  for (const absl::string_view text : before) trial.AddUnknown(body, text);
}

void ReadResponsibleParty(const PageSectionBody& body, PageTrial& trial) {
  const std::vector<absl::string_view> paragraphs = Paragraphs(body.lines);
  v1::ResponsibleParty& party = *trial->mutable_sponsorship()->mutable_responsible_party();
  const auto any = [](absl::string_view) { return true; };
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    if (const auto role = TakeLabel(paragraphs, label::kResponsibilityRole, i, any)) {
      if (!role->empty()) {
        party.set_type(
            trial.ReadEnum<v1::ResponsiblePartyType>(*role, "sponsorship.responsible_party.type"));
      }
    } else if (const auto name = TakeLabel(paragraphs, label::kInvestigatorName, i, any)) {
      party.set_investigator_full_name(std::string(*name));
    } else if (const auto title = TakeLabel(paragraphs, label::kInvestigatorTitle, i, any)) {
      party.set_investigator_title(std::string(*title));
    } else if (const auto place = TakeLabel(paragraphs, label::kInvestigatorAffiliation, i, any)) {
      party.set_investigator_affiliation(std::string(*place));
    } else if (party.investigator_full_name().empty() &&
               party.type() != v1::RESPONSIBLE_PARTY_TYPE_SPONSOR) {
      // Unlabelled lines come in this order.
      party.set_investigator_full_name(std::string(paragraphs[i]));
    } else if (party.investigator_title().empty() &&
               party.type() != v1::RESPONSIBLE_PARTY_TYPE_SPONSOR) {
      party.set_investigator_title(std::string(paragraphs[i]));
    } else if (party.investigator_affiliation().empty() &&
               party.type() != v1::RESPONSIBLE_PARTY_TYPE_SPONSOR) {
      party.set_investigator_affiliation(std::string(paragraphs[i]));
    } else {
      trial.AddUnknown(body, paragraphs[i]);
    }
  }
}

void ReadInvestigators(const PageSectionBody& body, PageTrial& trial) {
  // Each is a name, a role and an affiliation; only the role has a label.
  const std::vector<absl::string_view> paragraphs = Paragraphs(body.lines);
  const auto is_role = [](absl::string_view text) {
    return ParseEnum<v1::OfficialRole>(text).has_value();
  };
  std::vector<absl::string_view> between;
  v1::Official* official = nullptr;
  const auto finish = [&](size_t names) {
    size_t i = 0;
    if (official != nullptr && between.size() > names) {
      official->set_affiliation(std::string(between[i++]));
    }
    for (; i + names < between.size(); ++i) trial.AddUnknown(body, between[i]);
  };
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    const auto role = TakeLabel(paragraphs, label::kRole, i, is_role);
    if (!role.has_value()) {
      between.push_back(paragraphs[i]);
      continue;
    }
    finish(1);
    official = trial->mutable_contacts_locations()->add_officials();
    if (!between.empty()) official->set_name(std::string(between.back()));
    between.clear();
    if (!role->empty()) {
      official->set_role(
          trial.ReadEnum<v1::OfficialRole>(*role, "contacts_locations.officials.role"));
    }
  }
  finish(0);
}

void ReadOtherIdentifiers(const PageSectionBody& body, PageTrial& trial) {
  const std::vector<absl::string_view> paragraphs = Paragraphs(body.lines);
  const auto is_type = [](absl::string_view text) {
    return text == label::kAbsent || ParseEnum<v1::IdentifierType>(text).has_value();
  };
  const auto is_source = [](absl::string_view text) {
    return text == label::kOrgStudyId || text == label::kSecondaryId || text == label::kAlias;
  };
  IdentifierLines lines;
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    if (const auto type = TakeLabel(paragraphs, label::kIdentifierType, i, is_type)) {
      lines.type = *type == label::kAbsent ? absl::string_view() : *type;
    } else if (const auto source = TakeLabel(paragraphs, label::kIdentifierSource, i, is_source)) {
      lines.source = *source;
      if (lines.value.empty()) {
        trial.AddUnknown(body, lines.source);
      } else {
        AddIdentifier(body, lines, trial);
      }
      lines = IdentifierLines();
    } else {
      if (!lines.value.empty()) AddIdentifier(body, lines, trial);
      lines = IdentifierLines();
      lines.value = paragraphs[i];
    }
  }
  if (!lines.value.empty()) AddIdentifier(body, lines, trial);
}

}  // namespace trialdex
