#include "services/trialctl/session.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"

namespace trialdex {

std::unique_ptr<v1::IngestService::Stub> Session::Ingest() const {
  return v1::IngestService::NewStub(MakeChannel(IngestTarget()));
}

std::unique_ptr<v1::HistoryService::Stub> Session::History() const {
  return v1::HistoryService::NewStub(MakeChannel(IngestTarget()));
}

std::unique_ptr<v1::IndexerService::Stub> Session::Indexer() const {
  return v1::IndexerService::NewStub(MakeChannel(IndexerTarget()));
}

std::unique_ptr<v1::QueryService::Stub> Session::Query() const {
  return v1::QueryService::NewStub(MakeChannel(QueryTarget()));
}

absl::Status Session::FromCall(const grpc::Status& status) { return FromGrpcStatus(status); }

bool Session::WaitUntilLessBusy(const absl::Status& status, absl::Time deadline) {
  if (!absl::IsResourceExhausted(status)) return false;
  const std::optional<absl::Duration> delay = RetryDelay(status);
  if (!delay.has_value() || absl::Now() + *delay >= deadline) return false;
  absl::SleepFor(*delay);
  return true;
}

std::string Session::Target(const std::string& given, int offset) const {
  if (!given.empty()) return given;
  return absl::StrCat("127.0.0.1:", options_.port_base + offset);
}

}  // namespace trialdex
