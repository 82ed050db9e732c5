#include "libs/rpc/tls_files.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_authority.h"

namespace trialdex {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const TlsPaths kPaths = {.certificate = "own.pem", .key = "own.key", .authorities = "ca.pem"};
const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

class TlsFilesTest : public ::testing::Test {
 protected:
  TlsContents Good() {
    TestIdentity identity = authority_.Issue();
    return {.certificate = identity.certificate,
            .key = identity.key,
            .authorities = authority_.certificate()};
  }

  TestAuthority authority_;
};

TEST_F(TlsFilesTest, ReadsWhatIsNamedAndNothingElse) {
  const TempDir dir;
  const std::string path = dir.path() + "/ca.pem";
  EXPECT_THAT(ReadTlsFiles({.authorities = path}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr(path)));
  EXPECT_EQ(*ReadTlsFiles({}), TlsContents());
}

TEST_F(TlsFilesTest, ACertificateWithItsKeyAndAuthoritiesIsFine) {
  EXPECT_OK(CheckTlsContents(Good(), kPaths, kNow));
}

TEST_F(TlsFilesTest, AChainMayFollowTheCertificate) {
  TlsContents contents = Good();
  contents.certificate = absl::StrCat("of us:\n", contents.certificate, authority_.certificate());
  EXPECT_OK(CheckTlsContents(contents, kPaths, kNow));
}

TEST_F(TlsFilesTest, AKeyOfAnotherCertificateIsNamedWithBothFiles) {
  TlsContents contents = Good();
  contents.key = authority_.Issue().key;
  const absl::Status status = CheckTlsContents(contents, kPaths, kNow);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               AllOf(HasSubstr("own.key"), HasSubstr("own.pem"))));
  EXPECT_EQ(ErrorReason(status), "TLS_FILE");
}

TEST_F(TlsFilesTest, FilesWithoutWhatTheyAreForAreNamed) {
  const auto refused = [](const TlsContents& contents, const char* file) {
    EXPECT_THAT(CheckTlsContents(contents, kPaths, kNow),
                StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr(file)));
  };
  for (const char* wrong : {"", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n"}) {
    TlsContents contents = Good();
    contents.certificate = wrong;
    refused(contents, "own.pem has no certificate");
    contents = Good();
    contents.key = wrong;
    refused(contents, "own.key has no private key");
    contents = Good();
    contents.authorities = wrong;
    refused(contents, "ca.pem has no certificate");
  }
}

TEST_F(TlsFilesTest, ACertificateOfAnotherTimeIsRefusedWithItsEnd) {
  TlsContents contents = Good();
  const auto issue = [&](const Validity& validity) {
    const TestIdentity identity = authority_.Issue(validity);
    contents.certificate = identity.certificate;
    contents.key = identity.key;
    return CheckTlsContents(contents, kPaths, kNow);
  };
  EXPECT_THAT(issue({.end = absl::FromUnixSeconds(1'700'000'000)}),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("not valid after 2023-11-14T22:13:20+00:00")));
  EXPECT_THAT(issue({.begin = kNow + absl::Hours(1)}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("not valid before")));
}

}  // namespace
}  // namespace trialdex
