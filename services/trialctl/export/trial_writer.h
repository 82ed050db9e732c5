// A file format that trials are exported in.
#ifndef TRIALDEX_SERVICES_TRIALCTL_EXPORT_TRIAL_WRITER_H_
#define TRIALDEX_SERVICES_TRIALCTL_EXPORT_TRIAL_WRITER_H_

#include <string>
#include <vector>

#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Writes trials one by one. Thread-safe.
class TrialWriter {
 public:
  virtual ~TrialWriter() = default;

  // The fields of a trial that Write looks at, as paths of a read mask.
  virtual std::vector<std::string> MaskPaths() const = 0;

  // What comes before the first trial.
  virtual std::string Header() const = 0;

  // One trial, line ends included.
  virtual std::string Write(const v1::Trial& trial) const = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_EXPORT_TRIAL_WRITER_H_
