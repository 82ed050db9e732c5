#include "services/trialctl/export/ris.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "libs/base/one_line.h"

namespace trialdex {
namespace {

// The lines of one reference.
class Reference {
 public:
  // Leaves out what is empty.
  void Add(absl::string_view tag, absl::string_view text) {
    const std::string line = OneLine(text);
    if (!line.empty()) absl::StrAppend(&lines_, tag, "  - ", line, "\r\n");
  }

  // The same, but a text only once.
  void AddKeyword(const std::string& text) {
    if (keywords_.insert(text).second) Add("KW", text);
  }

  std::string Take() { return std::move(lines_) + "ER  - \r\n\r\n"; }

 private:
  std::string lines_;
  absl::flat_hash_set<std::string> keywords_;
};

// Parts that are not known stay empty, as the format wants it.
void AddDate(const v1::PartialDate& date, Reference& reference) {
  if (date.year() == 0) return;
  reference.Add("PY", absl::StrFormat("%04d", date.year()));
  const std::string month = date.month() == 0 ? "" : absl::StrFormat("%02d", date.month());
  const std::string day = date.day() == 0 ? "" : absl::StrFormat("%02d", date.day());
  reference.Add("DA", absl::StrFormat("%04d/%s/%s", date.year(), month, day));
}

void AddRegistry(const v1::Trial& trial, Reference& reference) {
  if (trial.identification().registry() != v1::REGISTRY_CLINICALTRIALS_GOV) return;
  reference.Add("DB", "ClinicalTrials.gov");
  reference.Add("UR", absl::StrCat("https://clinicaltrials.gov/study/", trial.id()));
}

}  // namespace

std::vector<std::string> RisWriter::MaskPaths() const {
  return {"id",
          "identification",
          "contacts_locations.officials",
          "sponsorship",
          "status.first_post_date",
          "description.brief_summary",
          "conditions.conditions",
          "conditions.keywords",
          "interventions"};
}

std::string RisWriter::Write(const v1::Trial& trial) const {
  const v1::Identification& names = trial.identification();
  const bool official = !names.official_title().empty();
  Reference reference;
  reference.Add("TY", "ELEC");
  reference.Add("AN", trial.id());
  reference.Add("TI", official ? names.official_title() : names.brief_title());
  reference.Add("ST", names.acronym().empty() ? names.brief_title() : names.acronym());
  for (const v1::Official& investigator : trial.contacts_locations().officials()) {
    reference.Add("AU", investigator.name());
  }
  reference.Add("PB", trial.sponsorship().lead_sponsor().name());
  for (const v1::Organization& collaborator : trial.sponsorship().collaborators()) {
    reference.Add("A2", collaborator.name());
  }
  AddDate(trial.status().first_post_date().date(), reference);
  reference.Add("AB", trial.description().brief_summary());
  for (const std::string& condition : trial.conditions().conditions()) {
    reference.AddKeyword(condition);
  }
  for (const std::string& keyword : trial.conditions().keywords()) reference.AddKeyword(keyword);
  for (const v1::Intervention& intervention : trial.interventions()) {
    reference.AddKeyword(intervention.name());
  }
  AddRegistry(trial, reference);
  return reference.Take();
}

}  // namespace trialdex
