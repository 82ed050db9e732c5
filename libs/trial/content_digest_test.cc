#include "libs/trial/content_digest.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

v1::Trial SomeTrial() {
  v1::Trial trial;
  trial.set_id("NCT00000001");
  trial.mutable_description()->set_brief_summary("what it is about");
  trial.add_unknown_fields()->set_path("some.path");
  return trial;
}

TEST(ContentDigestTest, ProvenanceIsNotContent) {
  v1::Trial trial = SomeTrial();
  const std::string before = CanonicalBytes(trial);
  trial.add_provenance()->set_source_uri("https://example.org/1");
  trial.add_provenance()->set_position(7);
  EXPECT_EQ(CanonicalBytes(trial), before);
}

TEST(ContentDigestTest, UnknownFieldsAreContent) {
  v1::Trial trial = SomeTrial();
  const std::string before = CanonicalBytes(trial);
  trial.mutable_unknown_fields(0)->set_values_hash(1);
  EXPECT_NE(CanonicalBytes(trial), before);
}

TEST(ContentDigestTest, CanonicalBytesStayATrialWhenProvenanceIsAppended) {
  v1::Trial source;
  source.add_provenance()->set_source_uri("https://example.org/1");
  v1::Trial whole;
  ASSERT_TRUE(whole.ParseFromString(CanonicalBytes(SomeTrial()) + source.SerializeAsString()));
  EXPECT_EQ(whole.description().brief_summary(), "what it is about");
  EXPECT_EQ(whole.provenance_size(), 1);
}

TEST(ContentDigestTest, IsThePublishedHash) {
  EXPECT_EQ(Digest128(""), "99aa06d3014798d86001c324468d497f");
}

}  // namespace
}  // namespace trialdex
