#include "libs/sources/ctgov_xml/study_rules.h"

namespace trialdex::ctgov_xml {
namespace {

// Stands in for both dates of the last update on records that lack them; where
// they are present they win, whichever comes first.
void ReadLastChanged(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
                     v1::Trial& trial) {
  const auto date = reader.Date(element, field);
  if (!date.has_value()) return;
  v1::Status& status = *trial.mutable_status();
  if (!status.has_last_update_submit_date()) *status.mutable_last_update_submit_date() = *date;
  if (!status.has_last_update_post_date()) {
    *status.mutable_last_update_post_date()->mutable_date() = *date;
  }
}

void ReadHasExpandedAccess(StudyReader& reader, const pugi::xml_node& element,
                           absl::string_view field, v1::Trial& trial) {
  if (const auto flag = reader.Flag(element, field)) {
    trial.mutable_status()->mutable_expanded_access()->set_has_expanded_access(*flag);
  }
}

template <auto Read>
constexpr ElementReader<v1::Trial> kInStatus = In<&v1::Trial::mutable_status, Read>;

constexpr ElementRule<v1::Trial> kRules[] = {
    {"overall_status", "status.overall_status", kInStatus<Word<&v1::Status::set_overall_status>>},
    {"last_known_status", "status.last_known_status",
     kInStatus<Word<&v1::Status::set_last_known_status>>},
    {"why_stopped", "status.why_stopped", kInStatus<Prose<&v1::Status::mutable_why_stopped>>},
    {"has_expanded_access", "status.expanded_access.has_expanded_access", ReadHasExpandedAccess},

    {"start_date", "status.start_date", kInStatus<Date<&v1::Status::mutable_start_date>>, "type"},
    {"primary_completion_date", "status.primary_completion_date",
     kInStatus<Date<&v1::Status::mutable_primary_completion_date>>, "type"},
    {"completion_date", "status.completion_date",
     kInStatus<Date<&v1::Status::mutable_completion_date>>, "type"},
    {"verification_date", "status.status_verified_date",
     kInStatus<Date<&v1::Status::mutable_status_verified_date>>},

    {"study_first_submitted", "status.first_submit_date",
     kInStatus<Date<&v1::Status::mutable_first_submit_date>>},
    {"study_first_submitted_qc", "status.first_submit_qc_date",
     kInStatus<Date<&v1::Status::mutable_first_submit_qc_date>>},
    {"study_first_posted", "status.first_post_date",
     kInStatus<Date<&v1::Status::mutable_first_post_date>>, "type"},
    {"last_update_submitted", "status.last_update_submit_date",
     kInStatus<Date<&v1::Status::mutable_last_update_submit_date>>},
    {"last_update_submitted_qc", "status.last_update_submit_qc_date",
     kInStatus<Date<&v1::Status::mutable_last_update_submit_qc_date>>},
    {"last_update_posted", "status.last_update_post_date",
     kInStatus<Date<&v1::Status::mutable_last_update_post_date>>, "type"},
    {"results_first_submitted", "status.results_first_submit_date",
     kInStatus<Date<&v1::Status::mutable_results_first_submit_date>>},
    {"results_first_submitted_qc", "status.results_first_submit_qc_date",
     kInStatus<Date<&v1::Status::mutable_results_first_submit_qc_date>>},
    {"results_first_posted", "status.results_first_post_date",
     kInStatus<Date<&v1::Status::mutable_results_first_post_date>>, "type"},
    {"disposition_first_submitted", "status.disposition_first_submit_date",
     kInStatus<Date<&v1::Status::mutable_disposition_first_submit_date>>},
    {"disposition_first_submitted_qc", "status.disposition_first_submit_qc_date",
     kInStatus<Date<&v1::Status::mutable_disposition_first_submit_qc_date>>},
    {"disposition_first_posted", "status.disposition_first_post_date",
     kInStatus<Date<&v1::Status::mutable_disposition_first_post_date>>, "type"},

    // Records from before 2017 have one date each instead.
    {"firstreceived_date", "status.first_submit_date",
     kInStatus<Date<&v1::Status::mutable_first_submit_date>>},
    {"firstreceived_results_date", "status.results_first_submit_date",
     kInStatus<Date<&v1::Status::mutable_results_first_submit_date>>},
    {"firstreceived_results_disposition_date", "status.disposition_first_submit_date",
     kInStatus<Date<&v1::Status::mutable_disposition_first_submit_date>>},
    {"lastchanged_date", "status.last_update_post_date", ReadLastChanged},
};

}  // namespace

StudyRules StatusRules() { return kRules; }

}  // namespace trialdex::ctgov_xml
