#include "libs/sources/trial_page/trial_page_parser.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/sources/trial_page/testing/warm_socks.h"
#include "libs/trial/page/page_layout.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::Trial ParseText(absl::string_view page) {
  const absl::StatusOr<v1::Trial> trial = MakeTrialPageTextParser()->Parse(page);
  EXPECT_OK(trial);
  return trial.value_or(v1::Trial());
}

v1::Trial ParseHtml(absl::string_view page) {
  const absl::StatusOr<v1::Trial> trial = MakeTrialPageHtmlParser()->Parse(page);
  EXPECT_OK(trial);
  return trial.value_or(v1::Trial());
}

std::vector<std::string> Unknown(const v1::Trial& trial) {
  std::vector<std::string> out;
  for (const v1::UnknownField& field : trial.unknown_fields()) {
    out.push_back(absl::StrCat(field.path(), "=", field.sample(), " x", field.count()));
  }
  return out;
}

std::string Page(absl::string_view sections) {
  return absl::StrCat("Warm Socks: a Trial\n\nNCT ID: NCT00000042\n\nLast Updated: 2021-02-03\n\n",
                      sections);
}

std::string DifferenceFromTheTrial(const v1::Trial& trial) {
  v1::Trial expected;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kTrial, &expected));
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  differencer.Compare(expected, trial);
  return difference;
}

TEST(TrialPageTextTest, ReadsEverySection) {
  EXPECT_EQ(DifferenceFromTheTrial(ParseText(kPage)), "");
}

TEST(TrialPageTextTest, LineEndsAndNoBreakSpacesDoNotMatter) {
  EXPECT_EQ(DifferenceFromTheTrial(ParseText(absl::StrReplaceAll(kPage, {{"\n", "\r\n"}}))), "");
  EXPECT_EQ(DifferenceFromTheTrial(
                ParseText(absl::StrReplaceAll(kPage, {{"NCT ID: ", "NCT\u00a0ID:\u00a0"}}))),
            "");
}

TEST(TrialPageTextTest, ExplanatorySentencesMayBeMissing) {
  std::string page;
  for (const PageSectionSpec& spec : PageSections()) {
    if (page.empty()) page = kPage;
    if (!spec.sentence.empty()) page = absl::StrReplaceAll(page, {{spec.sentence, ""}});
  }
  EXPECT_EQ(DifferenceFromTheTrial(ParseText(page)), "");
}

TEST(TrialPageTextTest, AChangedSentenceIsUnknownAndNotData) {
  const std::string page = absl::StrReplaceAll(
      kPage, {{"See the medical conditions and disease areas", "Look at all of the conditions"}});
  const v1::Trial trial = ParseText(page);
  EXPECT_THAT(trial.conditions().conditions(), ElementsAre("Cold Toes", "Numb Toes"));
  EXPECT_THAT(Unknown(trial),
              ElementsAre("page/Conditions=Look at all of the conditions that this research is "
                          "targeting or investigating. x1"));
}

TEST(TrialPageTextTest, AHeadingsWordsInsideADescriptionAreText) {
  const std::string page = absl::StrReplaceAll(
      kPage, {{"We look at toes.", "Locations\n\nReferences\n\nWe look at toes."}});
  EXPECT_EQ(ParseText(page).description().brief_summary(),
            "Socks may keep toes warm.\n\nLocations\n\nReferences\n\nWe look at toes.");
}

TEST(TrialPageTextTest, ATitleMayReadLikeAHeading) {
  const v1::Trial trial = ParseText("Countries\n\nNCT ID: NCT00000042\n\nConditions\n\nCold");
  EXPECT_EQ(trial.identification().brief_title(), "Countries");
  EXPECT_THAT(trial.conditions().conditions(), ElementsAre("Cold"));
}

TEST(TrialPageTextTest, RefusesAPageWithoutAnId) {
  const absl::Status missing =
      MakeTrialPageTextParser()->Parse("A title\n\nStudy Results").status();
  EXPECT_THAT(missing, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(ErrorReason(missing), "MISSING_ID");
  const absl::Status invalid = MakeTrialPageTextParser()->Parse("T\n\nNCT ID: 17").status();
  EXPECT_THAT(invalid, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("'17'")));
  EXPECT_EQ(ErrorReason(invalid), "INVALID_FIELD");
  EXPECT_EQ(ErrorReason(MakeTrialPageTextParser()->Parse("").status()), "MISSING_ID");
}

TEST(TrialPageTextTest, ANearlyEmptyPageIsATrial) {
  const v1::Trial trial = ParseText("NCT ID: nct42");
  EXPECT_EQ(trial.id(), "NCT00000042");
  EXPECT_EQ(trial.results_state(), v1::RESULTS_STATE_UNSPECIFIED);
  EXPECT_THAT(Unknown(trial), IsEmpty());
}

TEST(TrialPageTextTest, KeepsWhatItDoesNotKnow) {
  const v1::Trial trial =
      ParseText(Page("Basic Information\n\nRecruitment Status\n\nDREAMING\n\nSock Size\n\n43\n\n"
                     "Study Start Date\n\nsoon\n\nTotal Enrollment\n\n99999999 participants\n\n"
                     "Study Design\n\nPrimary Study Purpose\n\nFUN"));
  EXPECT_THAT(Unknown(trial), ElementsAre("page/Basic Information=Sock Size x3"));
  ASSERT_EQ(trial.unrecognized_values_size(), 2);
  EXPECT_EQ(trial.unrecognized_values(0).path(), "status.overall_status");
  EXPECT_EQ(trial.unrecognized_values(0).value(), "DREAMING");
  EXPECT_EQ(trial.unrecognized_values(1).path(), "design.primary_purpose");
  EXPECT_FALSE(trial.design().enrollment().has_count());
}

TEST(TrialPageTextTest, GroupsOfObservationalStudiesHaveNoType) {
  const v1::Trial trial = ParseText(
      Page("Basic Information\n\nStudy Classification\n\nOBSERVATIONAL\n\n"
           "Study Design\n\nIntervention Model\n\nCOHORT\n\n"
           "Study Groups\n\nTall\n\nAbove 180 cm\n\nTape\n\nIntervention Type DEVICE\n\nA tape "
           "measure\n\n"
           "Small\n\nBelow 180 cm\n\nTape\n\nIntervention Type DEVICE\n\nA tape measure\n\n"
           "Interventions\n\nTape\n\nA tape measure\n\nIntervention Type DEVICE"));
  EXPECT_EQ(trial.design().observational_model(), v1::OBSERVATIONAL_MODEL_COHORT);
  ASSERT_EQ(trial.arms_size(), 2);
  EXPECT_EQ(trial.arms(1).label(), "Small");
  EXPECT_EQ(trial.arms(1).description(), "Below 180 cm");
  EXPECT_THAT(trial.interventions(0).arm_labels(), ElementsAre("Tall", "Small"));
}

TEST(TrialPageTextTest, LinksGroupsEvenWithoutAListOfInterventions) {
  const v1::Trial trial =
      ParseText(Page("Study Groups\n\nA\n\nabout A\n\nGroup Type "
                     "EXPERIMENTAL\n\nZinc\n\nIntervention Type DRUG\n\n"
                     "a tablet\n\nB\n\nabout B\n\nGroup Type OTHER\n\nZinc\n\nIntervention Type "
                     "DRUG\n\na tablet"));
  ASSERT_EQ(trial.arms_size(), 2);
  EXPECT_EQ(trial.arms(1).description(), "about B");
  ASSERT_EQ(trial.interventions_size(), 1);
  EXPECT_EQ(trial.interventions(0).description(), "a tablet");
  EXPECT_THAT(trial.interventions(0).arm_labels(), ElementsAre("A", "B"));
}

TEST(TrialPageTextTest, PlacesMayMissTheirParts) {
  const v1::Trial trial = ParseText(Page(
      "Locations\n\nSite without a place\n\nSite Status\n\nBern, Switzerland\n\nSite Status\n\n"
      "A House\n\nMonaco\n\nSite Status\n\nCountries\n\nSwitzerland\n\nMonaco"));
  const auto& locations = trial.contacts_locations().locations();
  ASSERT_EQ(locations.size(), 3);
  EXPECT_EQ(locations[0].facility(), "Site without a place");
  EXPECT_EQ(locations[0].country(), "");
  EXPECT_EQ(locations[1].facility(), "");
  EXPECT_EQ(locations[1].city(), "Bern");
  EXPECT_EQ(locations[2].country(), "Monaco");
  EXPECT_EQ(locations[2].city(), "");
}

TEST(TrialPageTextTest, SaysWhatAPageCannotCarry) {
  const auto parser = MakeTrialPageTextParser();
  EXPECT_THAT(parser->unseen_fields(), ::testing::Contains("outcomes"));
  EXPECT_THAT(parser->unseen_fields(), ::testing::Contains("contacts_locations.locations.zip"));
}

std::string AsHtml() {
  // Headings, paragraphs, lists and tables instead of lines.
  std::string html = absl::StrReplaceAll(
      kPage,
      {{"* • Ten toes\n\n* Cold toes", "<ul><li>• Ten toes</li><li><p>Cold toes</p></li></ul>"},
       {"* Allergy to wool\n", "<ul><li>Allergy to wool</ul>"},
       {"Recruitment Status\n\nCOMPLETED",
        "<table><tr><th>Recruitment Status</th><td>COMPLETED</td></tr></table>"},
       {"Clinical Phase\n\nPHASE1/PHASE2",
        "<dl><dt>Clinical Phase</dt><dd>PHASE1/PHASE2</dd></dl>"},
       {"Eligible Sex\n\nALL", "<div><span>Eligible Sex</span> <b>ALL</b></div>"},
       {"Cold Toes\nNumb Toes", "<ul><li>Cold Toes</li><li>Numb Toes</li></ul>"},
       {"Korea, Republic of\nNorway\nChad", "<ul><li>Korea, Republic of<li>Norway<li>Chad</ul>"}});
  for (const PageSectionSpec& spec : PageSections()) {
    const std::string line = absl::StrCat("\n\n", spec.heading, "\n\n");
    html = absl::StrReplaceAll(html, {{line, absl::StrCat("\n\n<h2>", spec.heading, "</h2>\n\n")}});
  }
  html = absl::StrReplaceAll(html, {{"\n\n", "\n<p>"}});
  return absl::StrCat("<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body>",
                      "<nav>Home</nav><script>var x = 'NCT ID: 1';</script><main><h1>", html,
                      "</main><footer>About us</footer></body></html>");
}

TEST(TrialPageHtmlTest, ReadsTheSamePageAsHtml) {
  v1::Trial trial = ParseHtml(AsHtml());
  // Lists are laid out without the blank line that stands in the text.
  EXPECT_EQ(
      trial.eligibility().criteria_text(),
      "Inclusion Criteria\n\n* • Ten toes\n* Cold toes\n\nExclusion Criteria\n\n* Allergy to wool");
  v1::Trial expected;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(kTrial, &expected));
  trial.mutable_eligibility()->set_criteria_text(expected.eligibility().criteria_text());
  EXPECT_EQ(DifferenceFromTheTrial(trial), "");
}

TEST(TrialPageHtmlTest, UnknownSectionsAreKeptAsUnknown) {
  const v1::Trial trial = ParseHtml(
      "<h1>Socks</h1><p>NCT&nbsp;ID: NCT00000042</p><h2>Conditions</h2><p>Cold</p>"
      "<h2>Weather</h2><p>Rain</p><h2>Countries</h2><p>Chad</p>");
  EXPECT_EQ(trial.identification().brief_title(), "Socks");
  EXPECT_THAT(trial.conditions().conditions(), ElementsAre("Cold"));
  EXPECT_THAT(Unknown(trial), ElementsAre("page/Weather=Rain x1"));
  EXPECT_EQ(trial.contacts_locations().countries_size(), 1);
}

TEST(TrialPageHtmlTest, AnyBytesAreSomeHtml) {
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "<div>";
  for (const std::string& html :
       {std::string("<"), std::string("<ul><li"), deep, std::string(1, '\0')}) {
    EXPECT_THAT(MakeTrialPageHtmlParser()->Parse(html),
                StatusIs(absl::StatusCode::kInvalidArgument));
  }
}

}  // namespace
}  // namespace trialdex
