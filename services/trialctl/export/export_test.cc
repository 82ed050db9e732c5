#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/trialctl/export/csv.h"
#include "services/trialctl/export/ris.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

v1::Trial Example() {
  v1::Trial trial;
  trial.set_id("NCT01234567");
  auto* names = trial.mutable_identification();
  names->set_registry(v1::REGISTRY_CLINICALTRIALS_GOV);
  names->set_brief_title("Walking, \"Early\"");
  names->set_official_title("Early Walking\n  After Stroke");
  trial.mutable_description()->set_brief_summary("One.\r\n\r\nTwo.");
  trial.mutable_conditions()->add_conditions("Stroke");
  trial.mutable_conditions()->add_keywords("Stroke");
  trial.mutable_conditions()->add_keywords("gait");
  trial.mutable_design()->add_phases(v1::PHASE_PHASE2);
  trial.mutable_design()->add_phases(v1::PHASE_PHASE3);
  auto* posted = trial.mutable_status()->mutable_first_post_date()->mutable_date();
  posted->set_year(2021);
  posted->set_month(4);
  for (const char* country : {"Norway", "Norway", "Chile"}) {
    trial.mutable_contacts_locations()->add_locations()->set_country(country);
  }
  auto* official = trial.mutable_contacts_locations()->add_officials();
  official->set_name("Ada Berg");
  trial.mutable_sponsorship()->mutable_lead_sponsor()->set_name("Fjord Hospital");
  return trial;
}

std::string Column(const std::string& path, const v1::Trial& trial) {
  return FieldPrinter::Make(path).value().Print(trial);
}

TEST(FieldPrinterTest, PrintsEveryTypeOnOneLine) {
  v1::Trial trial = Example();
  EXPECT_EQ(Column("id", trial), "NCT01234567");
  EXPECT_EQ(Column("design.phases", trial), "PHASE2; PHASE3");
  EXPECT_EQ(Column("status.first_post_date", trial), "2021-04");
  EXPECT_EQ(Column("contacts_locations.locations.country", trial), "Norway; Chile");
  EXPECT_EQ(Column("eligibility.healthy_volunteers", trial), "");
  trial.mutable_eligibility()->set_healthy_volunteers(false);
  EXPECT_EQ(Column("eligibility.healthy_volunteers", trial), "false");
  EXPECT_EQ(Column("sponsorship.lead_sponsor", trial), R"({"name":"Fjord Hospital"})");
  EXPECT_EQ(Column("status.overall_status", trial), "");
}

TEST(FieldPrinterTest, AsksForNoMoreThanItPrints) {
  EXPECT_EQ(FieldPrinter::Make("contacts_locations.locations.country").value().mask_path(),
            "contacts_locations.locations");
  EXPECT_EQ(FieldPrinter::Make("status.start_date").value().mask_path(), "status.start_date");
  EXPECT_THAT(FieldPrinter::Make("status.stat"), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(CsvTest, QuotesWhatWouldBreakARecord) {
  EXPECT_EQ(CsvField("plain"), "plain");
  EXPECT_EQ(CsvField(""), "");
  EXPECT_EQ(CsvField("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvField("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(CsvField("two\nlines"), "\"two\nlines\"");
}

TEST(CsvTest, ColumnsAreWhatIsAskedFor) {
  const auto writer = CsvWriter::Make({"id", "identification.brief_title", "design.phases"});
  ASSERT_OK(writer);
  EXPECT_EQ((*writer)->Header(), "id,identification.brief_title,design.phases\r\n");
  EXPECT_EQ((*writer)->Write(Example()),
            "NCT01234567,\"Walking, \"\"Early\"\"\",PHASE2; PHASE3\r\n");
  EXPECT_THAT((*writer)->MaskPaths(),
              ElementsAre("id", "identification.brief_title", "design.phases"));
  EXPECT_THAT(CsvWriter::Make({"nope"}), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(CsvTest, WithoutColumnsThereAreTheUsualOnes) {
  const auto writer = CsvWriter::Make({});
  ASSERT_OK(writer);
  EXPECT_THAT((*writer)->Header(), HasSubstr("conditions.conditions"));
}

TEST(RisTest, AReferenceHasOneLineForEachFact) {
  EXPECT_EQ(RisWriter().Write(Example()),
            "TY  - ELEC\r\n"
            "AN  - NCT01234567\r\n"
            "TI  - Early Walking After Stroke\r\n"
            "ST  - Walking, \"Early\"\r\n"
            "AU  - Ada Berg\r\n"
            "PB  - Fjord Hospital\r\n"
            "PY  - 2021\r\n"
            "DA  - 2021/04/\r\n"
            "AB  - One. Two.\r\n"
            "KW  - Stroke\r\n"
            "KW  - gait\r\n"
            "DB  - ClinicalTrials.gov\r\n"
            "UR  - https://clinicaltrials.gov/study/NCT01234567\r\n"
            "ER  - \r\n\r\n");
}

TEST(RisTest, ATrialWithNothingInItIsStillAReference) {
  v1::Trial trial;
  trial.set_id("X1");
  EXPECT_EQ(RisWriter().Write(trial), "TY  - ELEC\r\nAN  - X1\r\nER  - \r\n\r\n");
}

}  // namespace
}  // namespace trialdex
