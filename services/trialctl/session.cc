#include "services/trialctl/session.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"

namespace trialdex {

std::shared_ptr<grpc::Channel> Session::Channel(const std::string& target) const {
  return MakeChannel(target, {.credentials = options_.credentials});
}

std::unique_ptr<v1::IngestService::Stub> Session::Ingest() const {
  return v1::IngestService::NewStub(Channel(IngestTarget()));
}

std::unique_ptr<v1::HistoryService::Stub> Session::History() const {
  return v1::HistoryService::NewStub(Channel(IngestTarget()));
}

std::unique_ptr<v1::IndexerService::Stub> Session::Indexer() const {
  return v1::IndexerService::NewStub(Channel(IndexerTarget()));
}

std::unique_ptr<v1::QueryService::Stub> Session::Query() const {
  return v1::QueryService::NewStub(Channel(QueryTarget()));
}

absl::Status Session::FromCall(const grpc::Status& status) { return FromGrpcStatus(status); }

bool Session::WaitUntilLessBusy(const absl::Status& status, absl::Time deadline) {
  if (!absl::IsResourceExhausted(status)) return false;
  const std::optional<absl::Duration> delay = RetryDelay(status);
  if (!delay.has_value() || absl::Now() + *delay >= deadline) return false;
  absl::SleepFor(*delay);
  return true;
}

absl::Status Session::WithName(const absl::Status& status, const std::string& service) const {
  if (!ErrorReason(status).empty()) return status;
  if (absl::IsDeadlineExceeded(status)) {
    return absl::DeadlineExceededError(absl::StrCat("no answer from ", service, " within ",
                                                    absl::FormatDuration(timeout()),
                                                    ", see --timeout"));
  }
  if (!absl::IsUnavailable(status)) return status;
  return absl::UnavailableError(absl::StrCat(service, ": ", status.message()));
}

std::string Session::NameOf(const v1::IngestService::Stub&) const {
  return absl::StrCat("ingest at ", IngestTarget());
}

std::string Session::NameOf(const v1::HistoryService::Stub&) const {
  return absl::StrCat("ingest at ", IngestTarget());
}

std::string Session::NameOf(const v1::IndexerService::Stub&) const {
  return absl::StrCat("indexer at ", IndexerTarget());
}

std::string Session::NameOf(const v1::QueryService::Stub&) const {
  return absl::StrCat("query at ", QueryTarget());
}

std::string Session::Target(const std::string& given, int offset) const {
  if (!given.empty()) return given;
  return absl::StrCat("127.0.0.1:", options_.port_base + offset);
}

}  // namespace trialdex
