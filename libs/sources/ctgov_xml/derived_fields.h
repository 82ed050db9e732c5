// What follows from the fields of a classic record, and other formats say outright.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_DERIVED_FIELDS_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_DERIVED_FIELDS_H_

#include "trialdex/v1/trial.pb.h"

namespace trialdex::ctgov_xml {

// Completes a trial whose elements have been read:
//
// * `eligibility.criteria` from the text, `standard_ages` from the age limits;
// * `arms.intervention_names` ("Drug: Nifedipine") from `interventions.arm_labels`;
// * `contacts_locations.countries`: those of the sites in order of appearance,
//   others that the record names, then the removed ones as historical; each once.
void FillDerivedFields(v1::Trial& trial);

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_DERIVED_FIELDS_H_
