// The three services as real processes on loopback, over one data directory.
#ifndef TRIALDEX_TESTS_SUPPORT_CLUSTER_H_
#define TRIALDEX_TESTS_SUPPORT_CLUSTER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "tests/support/service_process.h"
#include "tests/support/temp_dir.h"
#include "trialdex/v1/feed_service.grpc.pb.h"
#include "trialdex/v1/indexer_service.grpc.pb.h"
#include "trialdex/v1/ingest_service.grpc.pb.h"
#include "trialdex/v1/query_service.grpc.pb.h"

namespace trialdex {

// Started one by one; each keeps its address over restarts. For one thread.
class Cluster {
 public:
  Cluster();

  // Start a service that does not run, on the address it had before.
  absl::Status StartIngest();
  absl::Status StartIndexer();
  absl::Status StartQuery();
  // All three, in that order.
  absl::Status StartAll();

  // kill -9.
  void KillIngest() { ingest_.reset(); }
  void KillIndexer() { indexer_.reset(); }
  void KillQuery() { query_.reset(); }

  ServiceProcess& ingest_process() { return *ingest_; }
  ServiceProcess& indexer_process() { return *indexer_; }
  ServiceProcess& query_process() { return *query_; }

  // Stubs outlive restarts: their channels reconnect.
  v1::IngestService::Stub& ingest() { return *ingest_stub_; }
  v1::FeedService::Stub& feed() { return *feed_stub_; }
  v1::IndexerService::Stub& indexer() { return *indexer_stub_; }
  v1::QueryService::Stub& query() { return *query_stub_; }
  const std::shared_ptr<grpc::Channel>& ingest_channel() const { return ingest_channel_; }

  // Waits until everything in the log can be searched. DEADLINE_EXCEEDED after a minute.
  absl::Status WaitUntilSearchable();

  // Ids of all trials that a search of everything finds, page by page, in order.
  absl::StatusOr<std::vector<std::string>> SearchAllIds();

  const std::string& directory() const { return directory_.path(); }

 private:
  static std::string Binary(const std::string& name);

  const TempDir directory_;
  std::string ingest_address_;
  std::string indexer_address_;
  std::string query_address_;
  std::unique_ptr<ServiceProcess> ingest_;
  std::unique_ptr<ServiceProcess> indexer_;
  std::unique_ptr<ServiceProcess> query_;
  std::shared_ptr<grpc::Channel> ingest_channel_;
  std::unique_ptr<v1::IngestService::Stub> ingest_stub_;
  std::unique_ptr<v1::FeedService::Stub> feed_stub_;
  std::unique_ptr<v1::IndexerService::Stub> indexer_stub_;
  std::unique_ptr<v1::QueryService::Stub> query_stub_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_CLUSTER_H_
