// Trials as references in the RIS format, which reference managers read.
#ifndef TRIALDEX_SERVICES_TRIALCTL_EXPORT_RIS_H_
#define TRIALDEX_SERVICES_TRIALCTL_EXPORT_RIS_H_

#include <string>
#include <vector>

#include "services/trialctl/export/trial_writer.h"

namespace trialdex {

// One reference for each trial, a web page of its registry:
//
//   TY  - ELEC         AN  - id              TI  - official title, or the brief one
//   ST  - acronym, or the brief title        AU  - each investigator
//   PB  - lead sponsor                       A2  - each collaborator
//   DA  - first posted, YYYY/MM/DD           PY  - its year
//   AB  - brief summary                      KW  - each condition, keyword, intervention
//   DB  - registry     UR  - address         ER  -
//
// Lines end in CR LF; text is one line each.
class RisWriter final : public TrialWriter {
 public:
  std::vector<std::string> MaskPaths() const override;
  std::string Header() const override { return ""; }
  std::string Write(const v1::Trial& trial) const override;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_EXPORT_RIS_H_
