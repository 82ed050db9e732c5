#include "libs/index/document/trial_codec.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

TEST(TrialCodecTest, ATrialComesBackAsItWas) {
  TrialEncoder encoder;
  for (const size_t size : {0u, 1u, 100000u}) {
    v1::Trial trial;
    trial.set_id("NCT00000001");
    trial.mutable_description()->set_detailed_description(std::string(size, 'x'));
    const std::string bytes = encoder.Encode(trial);
    EXPECT_LT(bytes.size(), 300u);
    const auto decoded = DecodeTrial(bytes);
    ASSERT_OK(decoded);
    EXPECT_EQ(decoded->SerializeAsString(), trial.SerializeAsString());
  }
}

TEST(TrialCodecTest, DamagedBytesAreRefused) {
  TrialEncoder encoder;
  v1::Trial trial;
  trial.mutable_description()->set_brief_summary("a text that is long enough to be compressed");
  const std::string bytes = encoder.Encode(trial);
  EXPECT_THAT(DecodeTrial(""), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(DecodeTrial("not zstd at all"), StatusIs(absl::StatusCode::kDataLoss));
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THAT(DecodeTrial(absl::string_view(bytes).substr(0, size)),
                StatusIs(absl::StatusCode::kDataLoss));
  }
}

}  // namespace
}  // namespace trialdex
