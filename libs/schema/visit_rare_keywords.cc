#include "libs/schema/keyword_visitor.h"

namespace trialdex {
namespace {

using enum KeywordField;

void VisitNames(const v1::Identification& names, KeywordVisitor& visit) {
  using v1::Identifier;
  visit.Word(kOrgStudyIdType, names.org_study_id().type());
  visit.Text(kOrgStudyIdLink, names.org_study_id().link());
  visit.Words(kSecondaryIdType, names.secondary_ids(),
              [](const Identifier& id) { return id.type(); });
  visit.Texts(kSecondaryIdLink, names.secondary_ids(),
              [](const Identifier& id) -> const std::string& { return id.link(); });
  visit.Word(kOrgClass, names.organization().agency_class());
}

void VisitStatus(const v1::Status& status, KeywordVisitor& visit) {
  visit.Word(kLastKnownStatus, status.last_known_status());
  if (status.has_delayed_posting()) visit.Bool(kDelayedPosting, status.delayed_posting());
  const v1::ExpandedAccess& access = status.expanded_access();
  if (access.has_has_expanded_access()) {
    visit.Bool(kHasExpandedAccess, access.has_expanded_access());
  }
  visit.Text(kExpandedAccessId, access.trial_id());
  visit.Word(kExpandedAccessStatus, access.status());
  visit.Word(kStartDateType, status.start_date().type());
  visit.Word(kPrimaryCompletionDateType, status.primary_completion_date().type());
  visit.Word(kCompletionDateType, status.completion_date().type());
  visit.Word(kFirstPostDateType, status.first_post_date().type());
  visit.Word(kResultsFirstPostDateType, status.results_first_post_date().type());
  visit.Word(kDispositionFirstPostDateType, status.disposition_first_post_date().type());
  visit.Word(kLastUpdatePostDateType, status.last_update_post_date().type());
  if (status.has_results_waived()) visit.Bool(kResultsWaived, status.results_waived());
}

void VisitOversight(const v1::Trial& trial, KeywordVisitor& visit) {
  visit.Word(kResponsiblePartyType, trial.sponsorship().responsible_party().type());
  visit.Words(kCollaboratorClass, trial.sponsorship().collaborators(),
              [](const v1::Organization& o) { return o.agency_class(); });
  const v1::Oversight& oversight = trial.oversight();
  if (oversight.has_has_dmc()) visit.Bool(kHasDmc, oversight.has_dmc());
  if (oversight.has_is_fda_regulated_drug()) {
    visit.Bool(kIsFdaRegulatedDrug, oversight.is_fda_regulated_drug());
  }
  if (oversight.has_is_fda_regulated_device()) {
    visit.Bool(kIsFdaRegulatedDevice, oversight.is_fda_regulated_device());
  }
  if (oversight.has_is_unapproved_device()) {
    visit.Bool(kIsUnapprovedDevice, oversight.is_unapproved_device());
  }
  if (oversight.has_is_pediatric_postmarket_surveillance()) {
    visit.Bool(kIsPediatricPostmarketSurveillance,
               oversight.is_pediatric_postmarket_surveillance());
  }
  if (oversight.has_is_us_export()) visit.Bool(kIsUsExport, oversight.is_us_export());
  if (oversight.has_fdaaa801_violation()) {
    visit.Bool(kFdaaa801Violation, oversight.fdaaa801_violation());
  }
}

void VisitDesign(const v1::Trial& trial, KeywordVisitor& visit) {
  const v1::Design& design = trial.design();
  const v1::ExpandedAccessTypes& access = design.expanded_access_types();
  if (access.has_individual()) visit.Bool(kExpandedAccessIndividual, access.individual());
  if (access.has_intermediate()) visit.Bool(kExpandedAccessIntermediate, access.intermediate());
  if (access.has_treatment()) visit.Bool(kExpandedAccessTreatment, access.treatment());
  if (design.has_patient_registry()) visit.Bool(kPatientRegistry, design.patient_registry());
  visit.Word(kBiospecimenRetention, design.biospecimen().retention());
  visit.Word(kEnrollmentType, design.enrollment().type());
  const v1::Eligibility& eligibility = trial.eligibility();
  if (eligibility.has_gender_based()) visit.Bool(kGenderBased, eligibility.gender_based());
  visit.Word(kSamplingMethod, eligibility.sampling_method());
}

template <typename TextOf>
void VisitSiteContacts(const v1::ContactsLocations& places, KeywordField field, TextOf text_of,
                       KeywordVisitor& visit) {
  for (const v1::Location& location : places.locations()) {
    visit.Texts(field, location.contacts(), text_of);
  }
}

void VisitPlaces(const v1::ContactsLocations& places, KeywordVisitor& visit) {
  using v1::Contact;
  const auto role = [](const Contact& c) { return c.role(); };
  const auto phone = [](const Contact& c) -> const std::string& { return c.phone(); };
  const auto email = [](const Contact& c) -> const std::string& { return c.email(); };
  visit.Words(kCentralContactRole, places.central_contacts(), role);
  visit.Texts(kCentralContactPhone, places.central_contacts(), phone);
  visit.Texts(kCentralContactEmail, places.central_contacts(), email);
  visit.Words(kOfficialRole, places.officials(), [](const v1::Official& o) { return o.role(); });
  visit.Texts(kCountryCode, places.locations(),
              [](const v1::Location& l) -> const std::string& { return l.country_code(); });
  for (const v1::Location& location : places.locations()) {
    visit.Words(kLocationContactRole, location.contacts(), role);
  }
  VisitSiteContacts(places, kLocationContactPhone, phone, visit);
  VisitSiteContacts(places, kLocationContactEmail, email, visit);
}

void VisitReferences(const v1::Trial& trial, KeywordVisitor& visit) {
  using v1::AvailableIpd;
  using v1::Retraction;
  const v1::References& references = trial.references();
  visit.Texts(kReferencePmid, references.references(),
              [](const v1::Reference& r) -> const std::string& { return r.pmid(); });
  visit.Words(kReferenceType, references.references(),
              [](const v1::Reference& r) { return r.type(); });
  for (const v1::Reference& reference : references.references()) {
    visit.Texts(kRetractionPmid, reference.retractions(),
                [](const Retraction& r) -> const std::string& { return r.pmid(); });
  }
  for (const v1::Reference& reference : references.references()) {
    visit.Texts(kRetractionSource, reference.retractions(),
                [](const Retraction& r) -> const std::string& { return r.source(); });
  }
  visit.Texts(kSeeAlsoUrl, references.see_also_links(),
              [](const v1::SeeAlsoLink& l) -> const std::string& { return l.url(); });
  const auto& ipds = references.available_ipds();
  visit.Texts(kAvailableIpdId, ipds,
              [](const AvailableIpd& i) -> const std::string& { return i.id(); });
  visit.Texts(kAvailableIpdType, ipds,
              [](const AvailableIpd& i) -> const std::string& { return i.type(); });
  visit.Texts(kAvailableIpdUrl, ipds,
              [](const AvailableIpd& i) -> const std::string& { return i.url(); });
  const v1::IpdSharingStatement& sharing = trial.ipd_sharing();
  visit.Word(kIpdSharing, sharing.sharing());
  visit.Words(kIpdSharingInfoType, sharing.info_types(),
              [](int type) { return static_cast<v1::IpdSharingInfoType>(type); });
  visit.Text(kIpdSharingUrl, sharing.url());
}

void VisitMeasures(const v1::Results& results, KeywordVisitor& visit) {
  using v1::BaselineMeasure;
  using v1::MeasureAnalysis;
  using v1::OutcomeMeasure;
  const auto& measures = results.outcome_measures();
  visit.Words(kOutcomeMeasureType, measures, [](const OutcomeMeasure& m) { return m.type(); });
  visit.Words(kOutcomeMeasureStatus, measures,
              [](const OutcomeMeasure& m) { return m.reporting_status(); });
  visit.Words(kOutcomeMeasureParam, measures, [](const OutcomeMeasure& m) { return m.param(); });
  visit.Texts(kOutcomeMeasureUnit, measures,
              [](const OutcomeMeasure& m) -> const std::string& { return m.unit(); });
  for (const OutcomeMeasure& measure : measures) {
    visit.Texts(
        kStatisticalMethod, measure.analyses(),
        [](const MeasureAnalysis& a) -> const std::string& { return a.statistical_method(); });
  }
  for (const OutcomeMeasure& measure : measures) {
    visit.Words(kNonInferiorityType, measure.analyses(),
                [](const MeasureAnalysis& a) { return a.non_inferiority_type(); });
  }
  const auto& baseline = results.baseline().measures();
  visit.Texts(kBaselineMeasure, baseline,
              [](const BaselineMeasure& m) -> const std::string& { return m.title(); });
  visit.Words(kBaselineMeasureParam, baseline, [](const BaselineMeasure& m) { return m.param(); });
  for (const v1::FlowPeriod& period : results.participant_flow().periods()) {
    visit.Texts(kDropoutReason, period.dropouts(),
                [](const v1::FlowDropout& d) -> const std::string& { return d.type(); });
  }
}

void VisitEvents(const v1::Results& results, KeywordVisitor& visit) {
  using v1::AdverseEvent;
  const v1::AdverseEvents& events = results.adverse_events();
  const auto term = [](const AdverseEvent& e) -> const std::string& { return e.term(); };
  const auto system = [](const AdverseEvent& e) -> const std::string& { return e.organ_system(); };
  visit.Texts(kSeriousEvent, events.serious_events(), term);
  visit.Texts(kSeriousEventOrganSystem, events.serious_events(), system);
  visit.Texts(kOtherEvent, events.other_events(), term);
  visit.Texts(kOtherEventOrganSystem, events.other_events(), system);
  const v1::PublicationAgreement& agreement = results.more_info().agreement();
  if (agreement.has_investigators_are_employees()) {
    visit.Bool(kPiSponsorEmployee, agreement.investigators_are_employees());
  }
  if (agreement.has_restrictive()) visit.Bool(kRestrictiveAgreement, agreement.restrictive());
  visit.Word(kAgreementRestriction, agreement.restriction());
  const v1::PointOfContact& contact = results.more_info().point_of_contact();
  visit.Text(kPointOfContactOrganization, contact.organization());
  visit.Text(kPointOfContactEmail, contact.email());
  visit.Text(kPointOfContactPhone, contact.phone());
}

bool HasDocument(const v1::Documents& documents, bool (v1::LargeDocument::*has)() const) {
  for (const v1::LargeDocument& document : documents.documents()) {
    if ((document.*has)()) return true;
  }
  return false;
}

void VisitAnnotations(const v1::Trial& trial, KeywordVisitor& visit) {
  using v1::LargeDocument;
  const v1::Annotations& annotations = trial.annotations();
  visit.Text(kUnpostedResponsibleParty, annotations.unposted_responsible_party());
  visit.Words(kUnpostedEventType, annotations.unposted_events(),
              [](const v1::UnpostedEvent& e) { return e.type(); });
  visit.Words(kViolationEventType, annotations.violation_events(),
              [](const v1::ViolationEvent& e) { return e.type(); });
  const v1::Documents& documents = trial.documents();
  if (documents.has_no_sap()) visit.Bool(kNoSap, documents.no_sap());
  if (documents.documents_size() > 0) {
    visit.Bool(kHasProtocolDocument, HasDocument(documents, &LargeDocument::has_protocol));
    visit.Bool(kHasSapDocument, HasDocument(documents, &LargeDocument::has_sap));
    visit.Bool(kHasIcfDocument, HasDocument(documents, &LargeDocument::has_icf));
  }
  visit.Texts(kDocumentLabel, documents.documents(),
              [](const LargeDocument& d) -> const std::string& { return d.label(); });
  visit.Texts(kDocumentType, documents.documents(),
              [](const LargeDocument& d) -> const std::string& { return d.type_abbreviation(); });
  visit.Texts(kDocumentFilename, documents.documents(),
              [](const LargeDocument& d) -> const std::string& { return d.filename(); });
}

// The keyword fields of one tree of MeSH.
struct BrowseFields {
  KeywordField mesh_id, ancestor_id, leaf, leaf_id, as_found, branch, branch_code;
};

void VisitBrowse(const v1::Browse& browse, const BrowseFields& fields, KeywordVisitor& visit) {
  using v1::BrowseBranch;
  using v1::BrowseLeaf;
  const auto mesh_id = [](const v1::MeshTerm& m) -> const std::string& { return m.id(); };
  visit.Texts(fields.mesh_id, browse.meshes(), mesh_id);
  visit.Texts(fields.ancestor_id, browse.ancestors(), mesh_id);
  visit.Texts(fields.leaf, browse.leaves(),
              [](const BrowseLeaf& l) -> const std::string& { return l.name(); });
  visit.Texts(fields.leaf_id, browse.leaves(),
              [](const BrowseLeaf& l) -> const std::string& { return l.id(); });
  visit.Texts(fields.as_found, browse.leaves(),
              [](const BrowseLeaf& l) -> const std::string& { return l.as_found(); });
  visit.Texts(fields.branch, browse.branches(),
              [](const BrowseBranch& b) -> const std::string& { return b.name(); });
  visit.Texts(fields.branch_code, browse.branches(),
              [](const BrowseBranch& b) -> const std::string& { return b.abbreviation(); });
}

constexpr BrowseFields kConditionBrowse = {
    kConditionMeshId,      kConditionAncestorId, kConditionLeaf,      kConditionLeafId,
    kConditionLeafAsFound, kConditionBranch,     kConditionBranchCode};
constexpr BrowseFields kInterventionBrowse = {
    kInterventionMeshId,      kInterventionAncestorId, kInterventionLeaf,      kInterventionLeafId,
    kInterventionLeafAsFound, kInterventionBranch,     kInterventionBranchCode};

}  // namespace

void VisitRareKeywords(const v1::Trial& trial, KeywordVisitor& visit) {
  VisitNames(trial.identification(), visit);
  VisitStatus(trial.status(), visit);
  VisitOversight(trial, visit);
  VisitDesign(trial, visit);
  VisitPlaces(trial.contacts_locations(), visit);
  VisitReferences(trial, visit);
  VisitMeasures(trial.results(), visit);
  VisitEvents(trial.results(), visit);
  VisitAnnotations(trial, visit);
  VisitBrowse(trial.conditions().condition_browse(), kConditionBrowse, visit);
  VisitBrowse(trial.conditions().intervention_browse(), kInterventionBrowse, visit);
}

}  // namespace trialdex
