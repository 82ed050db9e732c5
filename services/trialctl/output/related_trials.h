// How trialctl prints related trials.
#ifndef TRIALDEX_SERVICES_TRIALCTL_OUTPUT_RELATED_TRIALS_H_
#define TRIALDEX_SERVICES_TRIALCTL_OUTPUT_RELATED_TRIALS_H_

#include <string>

#include "trialdex/v1/related.pb.h"

namespace trialdex {

// A related trial as a few lines: likeness, id, status, title, and why it is related.
std::string FormatRelatedTrial(const v1::RelatedTrial& trial, bool terminal);

// The last section of a trial's page; empty if there are no related trials.
std::string FormatRelatedSection(const v1::FindRelatedTrialsResponse& response);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_OUTPUT_RELATED_TRIALS_H_
