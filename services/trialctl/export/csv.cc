#include "services/trialctl/export/csv.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

constexpr char kLineEnd[] = "\r\n";

constexpr const char* kDefaultPaths[] = {
    "id",
    "identification.brief_title",
    "status.overall_status",
    "design.study_type",
    "design.phases",
    "conditions.conditions",
    "interventions.name",
    "sponsorship.lead_sponsor.name",
    "design.enrollment.count",
    "eligibility.sex",
    "contacts_locations.locations.country",
    "status.start_date",
    "status.completion_date",
    "status.last_update_post_date",
};

}  // namespace

std::string CsvField(absl::string_view text) {
  if (text.find_first_of(",\"\r\n") == absl::string_view::npos) return std::string(text);
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

absl::StatusOr<std::unique_ptr<TrialWriter>> CsvWriter::Make(
    const std::vector<std::string>& paths) {
  auto writer = std::make_unique<CsvWriter>();
  const std::vector<std::string> columns =
      paths.empty() ? std::vector<std::string>(std::begin(kDefaultPaths), std::end(kDefaultPaths))
                    : paths;
  for (const std::string& path : columns) {
    ASSIGN_OR_RETURN(FieldPrinter printer, FieldPrinter::Make(path));
    writer->columns_.push_back({path, std::move(printer)});
  }
  return writer;
}

std::vector<std::string> CsvWriter::MaskPaths() const {
  std::vector<std::string> paths;
  for (const Column& column : columns_) paths.push_back(column.printer.mask_path());
  return paths;
}

std::string CsvWriter::Header() const {
  return absl::StrCat(absl::StrJoin(columns_, ",",
                                    [](std::string* out, const Column& column) {
                                      out->append(CsvField(column.name));
                                    }),
                      kLineEnd);
}

std::string CsvWriter::Write(const v1::Trial& trial) const {
  return absl::StrCat(absl::StrJoin(columns_, ",",
                                    [&trial](std::string* out, const Column& column) {
                                      out->append(CsvField(column.printer.Print(trial)));
                                    }),
                      kLineEnd);
}

}  // namespace trialdex
