#include "libs/rpc/credentials.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/health.h"
#include "libs/rpc/live_certificates.h"
#include "libs/rpc/server.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_authority.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CredentialsTest : public ::testing::Test {
 protected:
  // A file of the test's folder, for good or to replace what it has.
  std::string Write(const std::string& name, const std::string& content) {
    const std::string path = absl::StrCat(dir_.path(), "/", name);
    EXPECT_OK(WriteFileDurably(path, content));
    return path;
  }
  TlsPaths Write(const std::string& name, const TestIdentity& identity) {
    return {.certificate = Write(name + ".pem", identity.certificate),
            .key = Write(name + ".key", identity.key)};
  }
  TlsPaths Trusting(TestAuthority& authority, TlsPaths paths = {}) {
    paths.authorities = Write("ca.pem", authority.certificate());
    return paths;
  }

  void Start(const TlsPaths& paths) {
    auto server = RpcServer::Start(
        {.tls = {.paths = paths,
                 .changed = [this](const absl::Status& status) { changes_.push_back(status); }},
         .drain = absl::Seconds(5)},
        {});
    ASSERT_OK(server);
    server_ = *std::move(server);
    server_->SetServing(true);
  }

  // Asks for health over a connection of its own.
  absl::Status Call(const TlsPaths& paths, const Clock& clock = RealClock()) {
    const auto credentials = MakeChannelCredentials(paths, clock);
    if (!credentials.ok()) return credentials.status();
    return CheckHealth(MakeChannel(server_->address(), {.credentials = *credentials}),
                       absl::Now() + absl::Seconds(20));
  }

  const TempDir dir_;
  TestAuthority authority_;
  TestAuthority stranger_;
  // Of handshakes, which come one after the other.
  std::vector<absl::Status> changes_;
  std::unique_ptr<RpcServer> server_;
};

constexpr auto kUnavailable = absl::StatusCode::kUnavailable;

TEST_F(CredentialsTest, WithoutFilesItIsPlainText) {
  Start({});
  EXPECT_OK(Call({}));
}

TEST_F(CredentialsTest, AClientThatTrustsTheAuthorityIsServed) {
  Start(Write("server", authority_.Issue()));
  EXPECT_OK(Call(Trusting(authority_)));
  EXPECT_THAT(changes_, IsEmpty());
}

TEST_F(CredentialsTest, AClientThatTrustsAnotherAuthorityRefusesTheServer) {
  Start(Write("server", authority_.Issue()));
  EXPECT_THAT(Call(Trusting(stranger_)), StatusIs(kUnavailable));
}

TEST_F(CredentialsTest, PlainTextAndTlsDoNotMeet) {
  Start(Write("server", authority_.Issue()));
  EXPECT_THAT(Call({}), StatusIs(kUnavailable));
  Start({});
  EXPECT_THAT(Call(Trusting(authority_)), StatusIs(kUnavailable));
}

TEST_F(CredentialsTest, ATlsServerThatDoesNotServeSaysSo) {
  Start(Write("server", authority_.Issue()));
  server_->SetServing(false);
  EXPECT_THAT(Call(Trusting(authority_)), StatusIs(kUnavailable, HasSubstr("not serving")));
}

TEST_F(CredentialsTest, WithMutualTlsAClientNeedsACertificateOfTheAuthority) {
  TlsPaths server = Write("server", authority_.Issue());
  server.authorities = Write("client-ca.pem", authority_.certificate());
  Start(server);
  EXPECT_OK(Call(Trusting(authority_, Write("client", authority_.Issue()))));
  EXPECT_THAT(Call(Trusting(authority_)), StatusIs(kUnavailable));
  EXPECT_THAT(Call(Trusting(authority_, Write("client", stranger_.Issue()))),
              StatusIs(kUnavailable));
}

TEST_F(CredentialsTest, AnExpiredClientIsTurnedAway) {
  TlsPaths server = Write("server", authority_.Issue());
  server.authorities = Write("client-ca.pem", authority_.certificate());
  Start(server);
  const TestIdentity expired = authority_.Issue({.end = absl::FromUnixSeconds(1'600'000'000)});
  const TlsPaths client = Trusting(authority_, Write("client", expired));
  EXPECT_THAT(Call(client), StatusIs(absl::StatusCode::kFailedPrecondition));
  // The server does not rely on that: this client takes it for 2020.
  const FakeClock past;
  EXPECT_THAT(Call(client, past), StatusIs(kUnavailable));
}

TEST_F(CredentialsTest, AServerWhoseCertificateExpiresSaysSoOnce) {
  FakeClock clock;
  const TestIdentity short_lived = authority_.Issue({.end = clock.Now() + absl::Hours(1)});
  const auto credentials = LiveCertificates::Read(
      Write("server", short_lived),
      [this](const absl::Status& status) { changes_.push_back(status); }, clock);
  ASSERT_OK(credentials);
  grpc_ssl_server_certificate_config* config = nullptr;
  EXPECT_EQ(LiveCertificates::Fetch(credentials->get(), &config),
            GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW);
  grpc_ssl_server_certificate_config_destroy(config);
  clock.Advance(absl::Hours(2));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(LiveCertificates::Fetch(credentials->get(), &config),
              GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED);
  }
  ASSERT_EQ(changes_.size(), 1u);
  EXPECT_THAT(changes_[0], StatusIs(absl::StatusCode::kFailedPrecondition,
                                    HasSubstr("not valid after 2020-01-01T01:00:00")));
}

TEST_F(CredentialsTest, NewFilesAreUsedForNewConnectionsWithoutARestart) {
  const TlsPaths paths = Write("server", authority_.Issue());
  Start(paths);
  EXPECT_OK(Call(Trusting(authority_)));
  Write("server", stranger_.Issue());
  EXPECT_OK(Call(Trusting(stranger_)));
  EXPECT_THAT(Call(Trusting(authority_)), StatusIs(kUnavailable));
  EXPECT_THAT(changes_, ElementsAre(absl::OkStatus()));
}

TEST_F(CredentialsTest, FilesThatAreReplacedOneByOneChangeNothingUntilTheyMatch) {
  Start(Write("server", authority_.Issue()));
  EXPECT_OK(Call(Trusting(authority_)));
  const TestIdentity next = stranger_.Issue();
  Write("server.pem", next.certificate);
  for (int i = 0; i < 2; ++i) EXPECT_OK(Call(Trusting(authority_)));
  Write("server.key", next.key);
  EXPECT_OK(Call(Trusting(stranger_)));
  ASSERT_EQ(changes_.size(), 2u);
  EXPECT_THAT(changes_[0],
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("server.key")));
  EXPECT_OK(changes_[1]);
}

TEST_F(CredentialsTest, ANewAuthorityForClientsCountsAtOnce) {
  TlsPaths server = Write("server", authority_.Issue());
  server.authorities = Write("client-ca.pem", authority_.certificate());
  Start(server);
  const TlsPaths client = Trusting(authority_, Write("client", stranger_.Issue()));
  EXPECT_THAT(Call(client), StatusIs(kUnavailable));
  Write("client-ca.pem", absl::StrCat(authority_.certificate(), stranger_.certificate()));
  EXPECT_OK(Call(client));
}

TEST_F(CredentialsTest, AServerDoesNotStartWithFilesThatCannotBeUsed) {
  const auto refused = [](const TlsPaths& paths) {
    return MakeServerCredentials({.paths = paths}).status();
  };
  TlsPaths paths = Write("server", authority_.Issue());
  EXPECT_THAT(refused({.certificate = paths.certificate}),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(refused({.authorities = paths.certificate}),
              StatusIs(absl::StatusCode::kInvalidArgument));
  Write("server.key", authority_.Issue().key);
  EXPECT_THAT(refused(paths),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("server.key")));
  paths.key = dir_.path() + "/nowhere.key";
  EXPECT_THAT(refused(paths), StatusIs(absl::StatusCode::kNotFound, HasSubstr("nowhere.key")));
}

TEST_F(CredentialsTest, AClientWithACertificateHasToTrustSomebody) {
  EXPECT_THAT(MakeChannelCredentials(Write("client", authority_.Issue())),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("authorities")));
}

TEST(IsLoopbackTest, OnlyAddressesOfThisMachineAre) {
  for (const char* address : {"127.0.0.1:7101", "127.8.0.1:0", "[::1]:7101", "localhost:7101"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address : {"0.0.0.0:7101", "[::]:7101", "10.0.0.7:7101", "query.internal:1"}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

}  // namespace
}  // namespace trialdex
