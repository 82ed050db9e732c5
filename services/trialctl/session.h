// What every trialctl command needs: where the services are and how to print.
#ifndef TRIALDEX_SERVICES_TRIALCTL_SESSION_H_
#define TRIALDEX_SERVICES_TRIALCTL_SESSION_H_

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/status.h"
#include "trialdex/v1/history_service.grpc.pb.h"
#include "trialdex/v1/indexer_service.grpc.pb.h"
#include "trialdex/v1/ingest_service.grpc.pb.h"
#include "trialdex/v1/query_service.grpc.pb.h"

namespace trialdex {

// The global options.
struct SessionOptions {
  // Ingest listens on port_base + 1, indexer on + 2, query on + 3.
  int port_base = 7100;
  // "host:port"; empty: loopback and the port that follows from port_base.
  std::string ingest;
  std::string indexer;
  std::string query;
  // Of all connections; null means plain text.
  std::shared_ptr<grpc::ChannelCredentials> credentials;
  // One JSON object a line instead of text for people.
  bool json = false;
  // Deadline of one call.
  double timeout_seconds = 60;
};

// Calls services on behalf of one command. Thread-safe.
class Session {
 public:
  explicit Session(const SessionOptions& options) : options_(options) {}

  bool json() const { return options_.json; }
  absl::Duration timeout() const { return absl::Seconds(options_.timeout_seconds); }

  std::string IngestTarget() const { return Target(options_.ingest, 1); }
  std::string IndexerTarget() const { return Target(options_.indexer, 2); }
  std::string QueryTarget() const { return Target(options_.query, 3); }

  // A channel to "host:port".
  std::shared_ptr<grpc::Channel> Channel(const std::string& target) const;

  std::unique_ptr<v1::IngestService::Stub> Ingest() const;
  std::unique_ptr<v1::HistoryService::Stub> History() const;
  std::unique_ptr<v1::IndexerService::Stub> Indexer() const;
  std::unique_ptr<v1::QueryService::Stub> Query() const;

  // This session, but its calls wait for a service that is not there yet.
  Session Patient() const {
    Session patient = *this;
    patient.wait_for_ready_ = true;
    return patient;
  }

  // This session, but a call has at most `timeout`.
  Session Within(absl::Duration timeout) const {
    Session hasty = *this;
    hasty.options_.timeout_seconds = absl::ToDoubleSeconds(timeout);
    return hasty;
  }

  // Runs one unary call of `stub` within the deadline; again, if the service is too busy and
  // says when to come back.
  //
  //   Call(*session.Query(), &v1::QueryService::Stub::GetTrial, request, response)
  template <typename Stub, typename Request, typename Response>
  absl::Status Call(Stub& stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response& response) const {
    const absl::Time deadline = absl::Now() + timeout();
    while (true) {
      grpc::ClientContext context;
      context.set_deadline(absl::ToChronoTime(deadline));
      context.set_wait_for_ready(wait_for_ready_);
      absl::Status status = FromCall((stub.*method)(&context, request, &response));
      if (!WaitUntilLessBusy(status, deadline)) return WithName(status, NameOf(stub));
    }
  }

  // Runs one call of `stub` that is answered by a stream, without a deadline: gives each
  // response to `each`, whose error ends the call.
  template <typename Stub, typename Request, typename Response>
  absl::Status Stream(Stub& stub,
                      std::unique_ptr<grpc::ClientReader<Response>> (Stub::*method)(
                          grpc::ClientContext*, const Request&),
                      const Request& request,
                      absl::FunctionRef<absl::Status(const Response&)> each) const {
    grpc::ClientContext context;
    context.set_wait_for_ready(wait_for_ready_);
    const auto reader = (stub.*method)(&context, request);
    Response response;
    absl::Status status;
    while (status.ok() && reader->Read(&response)) status = each(response);
    if (!status.ok()) context.TryCancel();
    const absl::Status call = WithName(FromCall(reader->Finish()), NameOf(stub));
    return status.ok() ? call : status;
  }

 private:
  static absl::Status FromCall(const grpc::Status& status);
  // Waits as long as a service that is too busy asks for. False, at once, if `status` says no
  // such thing or that would be after `deadline`.
  static bool WaitUntilLessBusy(const absl::Status& status, absl::Time deadline);
  // gRPC's own errors, with what does not answer; others, which have a reason, as they are.
  absl::Status WithName(const absl::Status& status, const std::string& service) const;
  std::string NameOf(const v1::IngestService::Stub&) const;
  std::string NameOf(const v1::HistoryService::Stub&) const;
  std::string NameOf(const v1::IndexerService::Stub&) const;
  std::string NameOf(const v1::QueryService::Stub&) const;
  std::string Target(const std::string& given, int offset) const;

  SessionOptions options_;
  bool wait_for_ready_ = false;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_SESSION_H_
