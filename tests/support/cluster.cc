#include "tests/support/cluster.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"

namespace trialdex {
namespace {

constexpr absl::Duration kPatience = absl::Minutes(1);
constexpr char kAnyPort[] = "127.0.0.1:0";

// Waits for the service to come back if it is being restarted.
void SetUp(grpc::ClientContext& context) {
  context.set_wait_for_ready(true);
  context.set_deadline(absl::ToChronoTime(absl::Now() + kPatience));
}

absl::Status Start(const std::string& binary, std::vector<std::string> arguments,
                   std::string& address, std::unique_ptr<ServiceProcess>& process) {
  arguments.push_back(absl::StrCat("--listen=", address));
  ASSIGN_OR_RETURN(process, ServiceProcess::Start(binary, arguments));
  address = process->address();
  return absl::OkStatus();
}

}  // namespace

Cluster::Cluster()
    : ingest_address_(kAnyPort), indexer_address_(kAnyPort), query_address_(kAnyPort) {}

std::string Cluster::Binary(const std::string& name) {
  return absl::StrCat(TRIALDEX_BINARY_DIR, "/trialdex-", name);
}

absl::Status Cluster::StartIngest() {
  const bool first = ingest_stub_ == nullptr;
  RETURN_IF_ERROR(Start(Binary("ingest"), {absl::StrCat("--data_dir=", directory(), "/ingest")},
                        ingest_address_, ingest_));
  if (first) {
    ingest_channel_ = MakeChannel(ingest_address_);
    ingest_stub_ = v1::IngestService::NewStub(ingest_channel_);
    feed_stub_ = v1::FeedService::NewStub(ingest_channel_);
  }
  return absl::OkStatus();
}

absl::Status Cluster::StartIndexer() {
  const bool first = indexer_stub_ == nullptr;
  RETURN_IF_ERROR(Start(Binary("indexer"),
                        {absl::StrCat("--data_dir=", directory(), "/indexer"),
                         absl::StrCat("--ingest=", ingest_address_)},
                        indexer_address_, indexer_));
  if (first) indexer_stub_ = v1::IndexerService::NewStub(MakeChannel(indexer_address_));
  return absl::OkStatus();
}

absl::Status Cluster::StartQuery() {
  const bool first = query_stub_ == nullptr;
  RETURN_IF_ERROR(Start(Binary("query"),
                        {absl::StrCat("--index_dir=", directory(), "/indexer/index")},
                        query_address_, query_));
  if (first) query_stub_ = v1::QueryService::NewStub(MakeChannel(query_address_));
  return absl::OkStatus();
}

absl::Status Cluster::StartAll() {
  RETURN_IF_ERROR(StartIngest());
  RETURN_IF_ERROR(StartIndexer());
  return StartQuery();
}

absl::Status Cluster::WaitUntilSearchable() {
  grpc::ClientContext status_context;
  SetUp(status_context);
  v1::GetIngestStatusResponse ingest;
  RETURN_IF_ERROR(FromGrpcStatus(
      ingest_stub_->GetIngestStatus(&status_context, v1::GetIngestStatusRequest(), &ingest)));

  grpc::ClientContext search_context;
  SetUp(search_context);
  v1::SearchTrialsRequest search;
  search.set_view(v1::TRIAL_VIEW_ID);
  search.set_min_position(ingest.last_position());
  search.set_log_id(ingest.log_id());
  v1::SearchTrialsResponse found;
  return FromGrpcStatus(query_stub_->SearchTrials(&search_context, search, &found));
}

absl::StatusOr<std::vector<std::string>> Cluster::SearchAllIds() {
  std::vector<std::string> ids;
  v1::SearchTrialsRequest request;
  request.set_view(v1::TRIAL_VIEW_ID);
  request.set_page_size(1000);
  request.set_order_by("id");
  do {
    grpc::ClientContext context;
    SetUp(context);
    v1::SearchTrialsResponse response;
    RETURN_IF_ERROR(FromGrpcStatus(query_stub_->SearchTrials(&context, request, &response)));
    for (const v1::TrialHit& hit : response.hits()) ids.push_back(hit.id());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return ids;
}

}  // namespace trialdex
