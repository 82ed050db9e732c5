// The three services and trialctl over mutual TLS: as processes, with certificates in files.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "tests/support/sample_study.h"
#include "tests/support/service_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_authority.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Binary(const std::string& name) { return absl::StrCat(TRIALDEX_BINARY_DIR, "/", name); }

class TlsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    File("ca.pem", authority_.certificate());
    Write("server", authority_.Issue());
    Write("client", authority_.Issue());
  }

  std::string File(const std::string& name, const std::string& content) {
    const std::string path = Path(name);
    EXPECT_OK(WriteFileDurably(path, content));
    return path;
  }
  std::string Path(const std::string& name) const { return absl::StrCat(dir_.path(), "/", name); }
  void Write(const std::string& name, const TestIdentity& identity) {
    File(name + ".pem", identity.certificate);
    File(name + ".key", identity.key);
  }

  std::unique_ptr<ServiceProcess> Start(const std::string& name,
                                        std::vector<std::string> arguments) {
    for (const std::string& argument :
         {std::string("--listen=127.0.0.1:0"), "--tls_cert=" + Path("server.pem"),
          "--tls_key=" + Path("server.key"), "--tls_client_ca=" + Path("ca.pem")}) {
      arguments.push_back(argument);
    }
    auto process = ServiceProcess::Start(Binary("trialdex-" + name), arguments);
    EXPECT_OK(process);
    return process.ok() ? *std::move(process) : nullptr;
  }

  std::unique_ptr<ServiceProcess> StartIndexer() {
    return Start("indexer",
                 {"--data_dir=" + Path("indexer"), "--ingest=" + ingest_->address(),
                  "--ingest_tls_ca=" + Path("ca.pem"), "--ingest_tls_cert=" + Path("client.pem"),
                  "--ingest_tls_key=" + Path("client.key")});
  }

  ProgramResult Trialctl(std::vector<std::string> arguments) {
    for (const auto& [flag, process] :
         {std::pair("--ingest=", ingest_.get()), std::pair("--indexer=", indexer_.get()),
          std::pair("--query=", query_.get())}) {
      if (process != nullptr) arguments.push_back(absl::StrCat(flag, process->address()));
    }
    return RunProgram(Binary("trialctl"), arguments);
  }
  ProgramResult TrustedTrialctl(std::vector<std::string> arguments) {
    for (const std::string& argument :
         {"--tls-ca=" + Path("ca.pem"), "--tls-cert=" + Path("client.pem"),
          "--tls-key=" + Path("client.key")}) {
      arguments.push_back(argument);
    }
    return Trialctl(std::move(arguments));
  }

  const TempDir dir_;
  TestAuthority authority_;
  std::unique_ptr<ServiceProcess> ingest_;
  std::unique_ptr<ServiceProcess> indexer_;
  std::unique_ptr<ServiceProcess> query_;
};

TEST_F(TlsTest, ARecordGoesThroughAllServicesAndNobodyElseGetsIn) {
  ingest_ = Start("ingest", {"--data_dir=" + Path("ingest")});
  ASSERT_NE(ingest_, nullptr);
  indexer_ = StartIndexer();
  ASSERT_NE(indexer_, nullptr);
  query_ = Start("query", {"--index_dir=" + Path("indexer/index")});
  ASSERT_NE(query_, nullptr);

  const std::string record = File("one.json", SampleStudyJson(41));
  const ProgramResult submitted = TrustedTrialctl({"submit", "--searchable", record});
  EXPECT_EQ(submitted.exit_code, 0) << submitted.output;
  EXPECT_EQ(TrustedTrialctl({"status", "--wait"}).exit_code, 0);
  EXPECT_THAT(TrustedTrialctl({"show", "NCT00000041"}).output, HasSubstr("NCT ID: NCT00000041"));
  for (const char* service : {"ingest", "indexer", "query"}) {
    EXPECT_EQ(TrustedTrialctl({"health", service}).exit_code, 0) << service;
  }

  const ProgramResult plain = Trialctl({"health", "query", "--timeout=20"});
  EXPECT_EQ(plain.exit_code, 1);
  EXPECT_THAT(plain.output, HasSubstr(query_->address()));
  const ProgramResult anonymous =
      Trialctl({"health", "query", "--timeout=20", "--tls-ca=" + Path("ca.pem")});
  EXPECT_EQ(anonymous.exit_code, 1);
  EXPECT_THAT(ingest_->output(), Not(HasSubstr("without TLS")));
}

TEST_F(TlsTest, ARunningServiceTakesNewCertificates) {
  ingest_ = Start("ingest", {"--data_dir=" + Path("ingest")});
  ASSERT_NE(ingest_, nullptr);
  ASSERT_EQ(TrustedTrialctl({"health", "ingest"}).exit_code, 0);
  TestAuthority next;
  File("ca.pem", next.certificate());
  Write("server", next.Issue());
  Write("client", next.Issue());
  const ProgramResult health = TrustedTrialctl({"health", "ingest"});
  EXPECT_EQ(health.exit_code, 0) << health.output;
  EXPECT_TRUE(ingest_->WaitForOutput("new certificates")) << ingest_->output();
}

TEST_F(TlsTest, AServiceWithWrongFilesNamesThemAndEnds) {
  const auto run = [this](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--listen=127.0.0.1:0", "--data_dir=" + Path("ingest")});
    return RunProgram(Binary("trialdex-ingest"), arguments);
  };
  const ProgramResult alone = run({"--tls_cert=" + Path("server.pem")});
  EXPECT_EQ(alone.exit_code, 2);
  EXPECT_THAT(alone.output, HasSubstr("--tls_cert needs --tls_key"));
  const ProgramResult unknown =
      run({"--tls_cert=" + Path("server.pem"), "--tls_key=" + Path("client.key")});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.output, HasSubstr("client.key is not the key of"));
  const ProgramResult unused = run({"--tls_client_ca=" + Path("ca.pem")});
  EXPECT_EQ(unused.exit_code, 2);
  EXPECT_THAT(unused.output, HasSubstr("--tls_client_ca needs --tls_cert"));
}

TEST_F(TlsTest, PlainTextBeyondLoopbackIsSaidAtTheStart) {
  const auto process = ServiceProcess::Start(
      Binary("trialdex-ingest"), {"--listen=0.0.0.0:0", "--data_dir=" + Path("ingest")});
  ASSERT_OK(process);
  EXPECT_TRUE((*process)->WaitForOutput("without TLS")) << (*process)->output();
}

}  // namespace
}  // namespace trialdex
