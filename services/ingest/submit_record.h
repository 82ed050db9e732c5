// One SubmitRecord call.
#ifndef TRIALDEX_SERVICES_INGEST_SUBMIT_RECORD_H_
#define TRIALDEX_SERVICES_INGEST_SUBMIT_RECORD_H_

#include <memory>

#include "grpcpp/support/server_callback.h"
#include "services/ingest/submit_context.h"
#include "trialdex/v1/ingest_service.pb.h"

namespace trialdex {

// Submits the record once there is room for it and answers when it has reached
// the level asked for. RESOURCE_EXHAUSTED, reason TOO_MANY_CALLS, if too many
// such calls are under way.
grpc::ServerUnaryReactor* SubmitRecord(const std::shared_ptr<SubmitContext>& context,
                                       const v1::SubmitRecordRequest& request,
                                       v1::SubmitRecordResponse* response);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_SUBMIT_RECORD_H_
