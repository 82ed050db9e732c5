#include "libs/search/related/sponsor_family.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(SponsorFamilyTest, BranchesOfACompanyAreOneFamily) {
  EXPECT_EQ(SponsorFamily("Novartis Pharmaceuticals"), "novartis");
  EXPECT_EQ(SponsorFamily("Novartis Vaccines"), "novartis");
  EXPECT_EQ(SponsorFamily("NOVARTIS AG"), "novartis");
  EXPECT_EQ(SponsorFamily("Janssen Research & Development, LLC"), "janssen");
  EXPECT_EQ(SponsorFamily("Sanofi-Aventis S.A."), "sanofi aventis");
}

TEST(SponsorFamilyTest, WordsThatTellWhoItIsStay) {
  EXPECT_EQ(SponsorFamily("The National Cancer Institute (NCI)"), "national cancer institute");
  EXPECT_EQ(SponsorFamily("Medical University of Vienna"), "medical university of vienna");
  EXPECT_EQ(SponsorFamily("Henan Cancer Hospital"), "henan cancer hospital");
}

TEST(SponsorFamilyTest, SomethingIsAlwaysLeft) {
  EXPECT_EQ(SponsorFamily("Laboratories Inc."), "laboratories");
  EXPECT_EQ(SponsorFamily("The"), "the");
  EXPECT_EQ(SponsorFamily("(unknown)"), "");
  EXPECT_EQ(SponsorFamily(""), "");
  EXPECT_EQ(SponsorFamily(") ) ("), "");
}

TEST(SponsorFamilyTest, OtherScriptsAreKept) {
  EXPECT_EQ(SponsorFamily("Hôpitaux Universitaires de Genève"),
            "hôpitaux universitaires de genève");
}

}  // namespace
}  // namespace trialdex
