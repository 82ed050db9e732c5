// A field of a trial as one line of text.
#ifndef TRIALDEX_SERVICES_TRIALCTL_EXPORT_FIELD_PRINTER_H_
#define TRIALDEX_SERVICES_TRIALCTL_EXPORT_FIELD_PRINTER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/trial/field_path.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Prints one field. Immutable, thread-safe.
class FieldPrinter {
 public:
  // The field at `path`, from a Trial on: "identification.brief_title",
  // "contacts_locations.locations.country". INVALID_ARGUMENT if there is none.
  static absl::StatusOr<FieldPrinter> Make(absl::string_view path);

  // What a read mask has to name for this field to be there: the path, or its beginning
  // up to the first list.
  const std::string& mask_path() const { return mask_path_; }

  // The values, "; " between them: texts as they are, words of enums without their
  // prefix ("PHASE2"), dates as published ("2024-05"), other messages as JSON. Empty if
  // there are none. A value that is repeated comes once.
  std::string Print(const v1::Trial& trial) const;

 private:
  FieldPath fields_;
  std::string mask_path_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_EXPORT_FIELD_PRINTER_H_
