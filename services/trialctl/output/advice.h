// How trialctl prints what a search says that finds little.
#ifndef TRIALDEX_SERVICES_TRIALCTL_OUTPUT_ADVICE_H_
#define TRIALDEX_SERVICES_TRIALCTL_OUTPUT_ADVICE_H_

#include <string>

#include "trialdex/v1/search.pb.h"

namespace trialdex {

// Other queries, and what each clause does to the hits, as a table; empty if `response`
// says neither.
std::string FormatAdvice(const v1::SearchTrialsResponse& response);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_OUTPUT_ADVICE_H_
