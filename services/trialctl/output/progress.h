// A progress bar on the error terminal; silent anywhere else.
#ifndef TRIALDEX_SERVICES_TRIALCTL_OUTPUT_PROGRESS_H_
#define TRIALDEX_SERVICES_TRIALCTL_OUTPUT_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace trialdex {

// Draws at most ten times a second. For one thread.
class ProgressBar {
 public:
  // `total` in the unit of Update; 0 if unknown: then only the text is shown.
  explicit ProgressBar(int64_t total);
  // Takes the bar off the screen.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // `text` stands behind the bar: "8,192 records".
  void Update(int64_t done, const std::string& text);

 private:
  const int64_t total_;
  const bool shown_;
  absl::Time next_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_OUTPUT_PROGRESS_H_
