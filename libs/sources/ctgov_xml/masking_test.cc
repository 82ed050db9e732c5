#include "libs/sources/ctgov_xml/masking.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex::ctgov_xml {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

TEST(MaskingTest, ReadsEveryWayOfWritingIt) {
  struct Case {
    absl::string_view text;
    v1::Masking masking;
    std::vector<v1::MaskedRole> roles;
  };
  const Case cases[] = {
      {"Double", v1::MASKING_DOUBLE, {}},
      {"Double-Blind", v1::MASKING_DOUBLE, {}},
      {"Single Blind", v1::MASKING_SINGLE, {}},
      {"None (Open Label)", v1::MASKING_NONE, {}},
      {"Open Label", v1::MASKING_NONE, {}},
      {"No masking", v1::MASKING_NONE, {}},
      {"Single (Outcomes Assessor)", v1::MASKING_SINGLE, {v1::MASKED_ROLE_OUTCOMES_ASSESSOR}},
      {"Double Blind (Subject, Caregiver)",
       v1::MASKING_DOUBLE,
       {v1::MASKED_ROLE_PARTICIPANT, v1::MASKED_ROLE_CARE_PROVIDER}},
      {"Participant, Investigator, Outcomes Assessor",
       v1::MASKING_TRIPLE,
       {v1::MASKED_ROLE_PARTICIPANT, v1::MASKED_ROLE_INVESTIGATOR,
        v1::MASKED_ROLE_OUTCOMES_ASSESSOR}},
      {"Quadruple (Participant, Care Provider, Investigator, Outcomes Assessor)",
       v1::MASKING_QUADRUPLE,
       {v1::MASKED_ROLE_PARTICIPANT, v1::MASKED_ROLE_CARE_PROVIDER, v1::MASKED_ROLE_INVESTIGATOR,
        v1::MASKED_ROLE_OUTCOMES_ASSESSOR}},
  };
  for (const Case& c : cases) {
    const MaskingText result = ParseMasking(c.text);
    EXPECT_EQ(result.masking, c.masking) << c.text;
    EXPECT_THAT(result.roles, ElementsAreArray(c.roles)) << c.text;
    EXPECT_EQ(result.unrecognized_masking, "") << c.text;
    EXPECT_THAT(result.unrecognized_roles, IsEmpty()) << c.text;
  }
}

TEST(MaskingTest, KeepsWhatItDoesNotUnderstand) {
  const MaskingText result = ParseMasking("Partial (Investigator, Janitor)");
  EXPECT_EQ(result.masking, v1::MASKING_UNSPECIFIED);
  EXPECT_THAT(result.roles, ElementsAre(v1::MASKED_ROLE_INVESTIGATOR));
  EXPECT_EQ(result.unrecognized_masking, "Partial");
  EXPECT_THAT(result.unrecognized_roles, ElementsAre("Janitor"));
}

}  // namespace
}  // namespace trialdex::ctgov_xml
