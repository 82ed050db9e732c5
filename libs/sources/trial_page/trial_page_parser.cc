#include "libs/sources/trial_page/trial_page_parser.h"

#include <array>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/sources/trial_page/html_text.h"
#include "libs/sources/trial_page/page_lines.h"
#include "libs/sources/trial_page/page_sections.h"
#include "libs/sources/trial_page/section_readers.h"
#include "libs/trial/partial_date.h"
#include "libs/trial/trial_id.h"

namespace trialdex {
namespace {

constexpr int kParserVersion = 1;

// What a page has no place for. Everything else that is absent from a page is
// absent from the trial.
constexpr absl::string_view kUnseenFields[] = {
    // One title is printed, and neither who registered the trial nor links.
    "identification.official_title",
    "identification.acronym",
    "identification.organization",
    "identification.org_study_id.link",
    "identification.secondary_ids.link",
    "identification.secondary_ids.domain",
    // Of the dates, start, completion and last update; never whether they are
    // actual or estimated.
    "status.last_known_status",
    "status.delayed_posting",
    "status.why_stopped",
    "status.expanded_access",
    "status.start_date.type",
    "status.primary_completion_date",
    "status.completion_date.type",
    "status.status_verified_date",
    "status.first_submit_date",
    "status.first_submit_qc_date",
    "status.first_post_date",
    "status.last_update_submit_date",
    "status.last_update_submit_qc_date",
    "status.last_update_post_date.type",
    "status.results_first_submit_date",
    "status.results_first_submit_qc_date",
    "status.results_first_post_date",
    "status.disposition_first_submit_date",
    "status.disposition_first_submit_qc_date",
    "status.disposition_first_post_date",
    "status.results_waived",
    // The responsible party's role is printed, the person mostly not.
    "sponsorship.responsible_party.investigator_full_name",
    "sponsorship.responsible_party.investigator_title",
    "sponsorship.responsible_party.investigator_affiliation",
    "sponsorship.responsible_party.old_name_title",
    "sponsorship.responsible_party.old_organization",
    // Whole modules.
    "oversight",
    "conditions.keywords",
    "conditions.condition_browse",
    "conditions.intervention_browse",
    "outcomes",
    "contacts_locations.central_contacts",
    "references",
    "ipd_sharing",
    "results",
    "annotations",
    "documents",
    "miscellaneous",
    // Of the design, what has a label in the seed layout.
    "design.intervention_model_description",
    "design.time_perspectives",
    "design.masking_description",
    "design.who_masked",
    "design.enrollment.type",
    "design.patient_registry",
    "design.target_duration",
    "design.biospecimen",
    "design.expanded_access_types",
    "design.expanded_access_pointer_count",
    "design.number_of_arms",
    "design.number_of_groups",
    // Parts of repeated elements and of the eligibility.
    "interventions.other_names",
    "eligibility.gender_based",
    "eligibility.gender_description",
    "eligibility.standard_ages",
    "eligibility.study_population",
    "eligibility.sampling_method",
    "contacts_locations.locations.zip",
    "contacts_locations.locations.country_code",
    "contacts_locations.locations.geo_point",
    "contacts_locations.locations.contacts",
};

// The title stands before the id, whatever its colons; labels after it.
absl::Status ReadHead(const PageSectionBody& head, PageTrial& trial) {
  std::string title;
  bool has_id = false;
  for (const PageLine& line : head.lines) {
    const auto id = LabelValue(line.text, page_label::kNctId);
    if (id.has_value() && !has_id) {
      const absl::StatusOr<std::string> canonical = CanonicalTrialId(*id);
      if (!canonical.ok()) {
        return RejectionError("INVALID_FIELD", page_label::kNctId, canonical.status().message());
      }
      trial->set_id(*canonical);
      has_id = true;
      continue;
    }
    const auto updated = LabelValue(line.text, page_label::kLastUpdated);
    if (!has_id) {
      absl::StrAppend(&title, title.empty() ? "" : " ", line.text);
    } else if (!updated.has_value()) {
      trial.AddUnknown(head, line.text);
    } else if (!updated->empty()) {
      const absl::StatusOr<v1::PartialDate> date = ParsePartialDate(*updated);
      if (date.ok()) {
        *trial->mutable_status()->mutable_last_update_post_date()->mutable_date() = *date;
      } else {
        trial.AddUnknown(head, line.text);
      }
    }
  }
  if (!has_id) {
    return RejectionError("MISSING_ID", page_label::kNctId, "the page has no line \"NCT ID: ...\"");
  }
  trial->mutable_identification()->set_brief_title(std::move(title));
  return absl::OkStatus();
}

using SectionReader = void (*)(const PageSectionBody& body, PageTrial& trial);

// In the order in which they must be read, which is not that of the page.
constexpr std::array<std::pair<PageSection, SectionReader>, 15> kReaders = {{
    {PageSection::kStudyResults, ReadStudyResults},
    {PageSection::kBasicInformation, ReadBasicInformation},
    {PageSection::kBriefSummary, ReadBriefSummary},
    {PageSection::kDetailedDescription, ReadDetailedDescription},
    {PageSection::kConditions, ReadConditions},
    {PageSection::kStudyDesign, ReadStudyDesign},
    {PageSection::kInterventions, ReadInterventions},
    {PageSection::kStudyGroups, ReadStudyGroups},
    {PageSection::kEligibility, ReadEligibility},
    {PageSection::kSponsors, ReadSponsors},
    {PageSection::kResponsibleParty, ReadResponsibleParty},
    {PageSection::kInvestigators, ReadInvestigators},
    {PageSection::kCountries, ReadCountries},
    {PageSection::kLocations, ReadLocations},
    {PageSection::kOtherIdentifiers, ReadOtherIdentifiers},
}};

bool HasReader(PageSection section) {
  for (const auto& [read_section, reader] : kReaders) {
    if (read_section == section) return true;
  }
  return section == PageSection::kHead;
}

absl::StatusOr<v1::Trial> ReadPage(absl::Span<const PageLine> lines) {
  v1::Trial trial;
  PageTrial page(trial);
  const std::vector<PageSectionBody> bodies = SplitSections(lines);
  RETURN_IF_ERROR(ReadHead(bodies.front(), page));
  trial.mutable_identification()->set_registry(v1::REGISTRY_CLINICALTRIALS_GOV);
  for (const auto& [section, reader] : kReaders) {
    for (const PageSectionBody& body : bodies) {
      if (body.section == section) reader(body, page);
    }
  }
  FlagHistoricalCountries(trial);
  for (const PageSectionBody& body : bodies) {
    if (body.unknown_sentence != nullptr) page.AddUnknown(body, body.unknown_sentence->text);
    if (HasReader(body.section)) continue;
    for (const PageLine& line : body.lines) page.AddUnknown(body, line.text);
  }
  return trial;
}

class TextParser final : public RecordParser {
 public:
  v1::SourceFormat format() const override { return v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT; }
  int parser_version() const override { return kParserVersion; }
  absl::Span<const absl::string_view> unseen_fields() const override { return kUnseenFields; }

  absl::StatusOr<v1::Trial> Parse(absl::string_view content) const override {
    const std::string text = NormalizePageText(content);
    return ReadPage(ReadPageLines(text));
  }
};

class HtmlParser final : public RecordParser {
 public:
  v1::SourceFormat format() const override { return v1::SOURCE_FORMAT_TRIAL_PAGE_HTML; }
  int parser_version() const override { return kParserVersion; }
  absl::Span<const absl::string_view> unseen_fields() const override { return kUnseenFields; }

  absl::StatusOr<v1::Trial> Parse(absl::string_view content) const override {
    const HtmlText html = ReadHtmlText(content);
    std::vector<PageLine> lines = ReadPageLines(html.text);
    size_t heading = 0;
    for (PageLine& line : lines) {
      const auto offset = static_cast<size_t>(line.raw.data() - html.text.data());
      while (heading < html.headings.size() && html.headings[heading].offset < offset) ++heading;
      if (heading < html.headings.size() && html.headings[heading].offset == offset) {
        line.heading_level = html.headings[heading].level;
      }
    }
    return ReadPage(lines);
  }
};

}  // namespace

std::unique_ptr<RecordParser> MakeTrialPageTextParser() { return std::make_unique<TextParser>(); }
std::unique_ptr<RecordParser> MakeTrialPageHtmlParser() { return std::make_unique<HtmlParser>(); }

}  // namespace trialdex
