// Trials as comma-separated values (RFC 4180).
#ifndef TRIALDEX_SERVICES_TRIALCTL_EXPORT_CSV_H_
#define TRIALDEX_SERVICES_TRIALCTL_EXPORT_CSV_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/trialctl/export/field_printer.h"
#include "services/trialctl/export/trial_writer.h"

namespace trialdex {

// One field of a record: in quotes, with quotes in it doubled, where it holds a comma, a
// quote or a line end.
std::string CsvField(absl::string_view text);

// A line with the names of the columns, then one for each trial; lines end in CR LF.
class CsvWriter final : public TrialWriter {
 public:
  // A column for each path of a Trial; the ones that most want to see if there are none.
  // INVALID_ARGUMENT for a path that is none.
  static absl::StatusOr<std::unique_ptr<TrialWriter>> Make(const std::vector<std::string>& paths);

  std::vector<std::string> MaskPaths() const override;
  std::string Header() const override;
  std::string Write(const v1::Trial& trial) const override;

 private:
  struct Column {
    std::string name;
    FieldPrinter printer;
  };

  std::vector<Column> columns_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_EXPORT_CSV_H_
