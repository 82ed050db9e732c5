// The rows for the children of <clinical_study>, by module.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_STUDY_RULES_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_STUDY_RULES_H_

#include "absl/types/span.h"
#include "libs/sources/ctgov_xml/element_rules.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex::ctgov_xml {

using StudyRules = absl::Span<const ElementRule<v1::Trial>>;

// Ids, titles, sponsors, oversight, texts, conditions and their MeSH terms.
StudyRules IdentificationRules();
// Status and dates.
StudyRules StatusRules();
// Design, arms, interventions, outcomes.
StudyRules DesignRules();
// Who may take part.
StudyRules EligibilityRules();
// Contacts, officials, sites, countries.
StudyRules LocationRules();
// References, links, data sharing, documents, pending results.
StudyRules ReferenceRules();
// Posted results.
StudyRules ResultsRules();

// An element that is read elsewhere, or left out on purpose.
void Skip(StudyReader&, const pugi::xml_node&, absl::string_view, v1::Trial&);

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_STUDY_RULES_H_
