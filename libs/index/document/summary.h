// A trial in short, as hits show it.
#ifndef TRIALDEX_LIBS_INDEX_DOCUMENT_SUMMARY_H_
#define TRIALDEX_LIBS_INDEX_DOCUMENT_SUMMARY_H_

#include "trialdex/v1/trial.pb.h"
#include "trialdex/v1/trial_hit.pb.h"

namespace trialdex {

// The summary of `trial`; what is cut, and where, is said in trial_hit.proto.
v1::TrialSummary MakeTrialSummary(const v1::Trial& trial);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_DOCUMENT_SUMMARY_H_
