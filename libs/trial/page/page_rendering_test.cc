#include "libs/trial/page/page_rendering.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

v1::Trial TrialFrom(const char* text) {
  v1::Trial trial;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &trial));
  return trial;
}

TEST(RenderPageTest, PrintsLabelsAndValuesInTheOrderOfThePage) {
  EXPECT_EQ(
      RenderPage(TrialFrom(R"pb(
        id: "NCT00000042"
        identification {
          brief_title: "Warm Socks"
          org_study_id { value: "TOE-1" }
          secondary_ids { value: "X9" type: IDENTIFIER_TYPE_REGISTRY domain: "Toe Registry" }
        }
        status {
          overall_status: OVERALL_STATUS_COMPLETED
          last_update_post_date { date { year: 2021 month: 2 day: 3 } }
          start_date { date { year: 2019 month: 4 } }
        }
        design {
          phases: PHASE_PHASE1
          phases: PHASE_PHASE2
          enrollment { count: 0 }
        }
        arms { label: "Wool" type: ARM_TYPE_EXPERIMENTAL }
        interventions { type: INTERVENTION_TYPE_DEVICE name: "Sock" arm_labels: "Wool" }
        outcomes { primary { measure: "Warmth" time_frame: "1 day" } }
        eligibility {
          minimum_age { value: 1 unit: AGE_UNIT_YEARS }
          healthy_volunteers: false
        }
        contacts_locations {
          officials { name: "Hal Heel" affiliation: "Foot College" }
          locations { facility: "Toe Clinic" city: "Bern" country: "Switzerland" }
          countries { name: "Switzerland" }
          countries { name: "Chad" historical: true }
        }
        results_state: RESULTS_STATE_NONE
      )pb")),
      "Warm Socks\n\nNCT ID: NCT00000042\n\nLast Updated: 2021-02-03\n\n"
      "Study Results\n\nResults pending\n\n"
      "Basic Information\n\nRecruitment Status\n\nCOMPLETED\n\nClinical Phase\n\n"
      "PHASE1, PHASE2\n\nTotal Enrollment\n\n0 participants\n\nStudy Start Date\n\n2019-04\n\n"
      "Study Groups\n\nWool\n\nGroup Type EXPERIMENTAL\n\nSock\n\nIntervention Type DEVICE\n\n"
      "Interventions\n\nSock\n\nIntervention Type DEVICE\n\n"
      "Primary Outcomes\n\nWarmth\n\nTime Frame: 1 day\n\n"
      "Eligibility Criteria\n\nMinimum Eligible Age\n\n1 Year\n\n"
      "Accepts Healthy Volunteers\n\nNo\n\n"
      "Principal Investigators\n\nHal Heel\n\nRole: -\n\nFoot College\n\n"
      "Locations\n\nToe Clinic\n\nBern, Switzerland\n\nSite Status\n\n"
      "Countries\n\nSwitzerland\nChad\n\n"
      "Other Identifiers\n\nTOE-1\n\nIdentifier Type: -\n\nIdentifier Source: org_study_id\n\n"
      "X9\n\nIdentifier Type: REGISTRY\n\nIdentifier Source: Toe Registry\n");
}

TEST(RenderPageTest, AnEmptyTrialIsNearlyAnEmptyPage) {
  EXPECT_EQ(RenderPage(v1::Trial()), "\n");
  EXPECT_EQ(RenderPage(TrialFrom("id: 'NCT00000042'")), "NCT ID: NCT00000042\n");
}

TEST(RenderPageTest, PrintsWhatOnlyDeeperSourcesKnow) {
  const std::string page = RenderPage(TrialFrom(R"pb(
    oversight { has_dmc: false }
    conditions {
      keywords: "foot"
      condition_browse { meshes { id: "D01" term: "Chilblains" } }
    }
    contacts_locations { central_contacts { name: "Ann" phone: "1" phone_ext: "2" } }
    references {
      references { pmid: "7" citation: "On toes." type: REFERENCE_TYPE_RESULT }
      see_also_links { label: "Home" url: "https://toe.example" }
    }
    ipd_sharing { sharing: IPD_SHARING_YES info_types: IPD_SHARING_INFO_TYPE_SAP }
    documents {
      documents {
        label: "Protocol"
        date { year: 2020 }
      }
    }
  )pb"));
  EXPECT_EQ(page,
            "Oversight\n\nData Monitoring Committee: No\n\nKeywords\n\nfoot\n\n"
            "MeSH Terms\n\nCondition: Chilblains (D01)\n\n"
            "Central Contacts\n\nAnn\n\nPhone: 1 ext. 2\n\n"
            "References\n\nOn toes.\n\nPubMed ID: 7\n\nReference Type: RESULT\n\n"
            "Links\n\nHome\n\nhttps://toe.example\n\n"
            "Data Sharing\n\nParticipant Data Shared: YES\n\nShared Documents: SAP\n\n"
            "Documents\n\nProtocol\n\nDocument Date: 2020\n");
}

}  // namespace
}  // namespace trialdex
