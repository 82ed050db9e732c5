#include "services/ingest/submit_record.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/unary_answer.h"
#include "libs/rpc/work_lane.h"

namespace trialdex {
namespace {

using SubmitAnswer = UnaryAnswer<v1::SubmitRecordResponse>;

constexpr absl::Duration kRetryDelay = absl::Milliseconds(200);

absl::Status CheckRequest(const v1::SubmitRecordRequest& request) {
  if (!request.has_record()) return FieldError("record", "is required");
  if (!v1::AckLevel_IsValid(request.ack_level())) {
    return FieldError("ack_level", absl::StrCat(request.ack_level(), " is no level"));
  }
  return absl::OkStatus();
}

// One of the calls that may be under way at once.
class Admission {
 public:
  static absl::StatusOr<std::shared_ptr<Admission>> Enter(std::shared_ptr<SubmitContext> context) {
    std::shared_ptr<Admission> admission(new Admission(std::move(context)));
    if (admission->number_ > admission->context_->options.max_unary_submits) {
      return TooManyCallsError(kRetryDelay);
    }
    return admission;
  }
  ~Admission() { --context_->unary_submits; }

 private:
  explicit Admission(std::shared_ptr<SubmitContext> context)
      : context_(std::move(context)), number_(++context_->unary_submits) {}

  const std::shared_ptr<SubmitContext> context_;
  const int number_;
};

absl::StatusOr<std::shared_ptr<Admission>> Admit(const std::shared_ptr<SubmitContext>& context,
                                                 const v1::SubmitRecordRequest& request) {
  RETURN_IF_ERROR(CheckRequest(request));
  return Admission::Enter(context);
}

void AnswerWhenSearchable(SubmitContext& context, const std::shared_ptr<SubmitAnswer>& answer,
                          v1::SubmitRecordResponse response) {
  Consumers& consumers = context.log.consumers();
  const uint64_t position = response.result().position();
  const PositionWaiters::WaitId wait = consumers.WhenPublished(
      kLiveIndexConsumer, position,
      [answer, response = std::move(response)] { answer->Answer(response); });
  answer->OnCancel([&consumers, wait] { consumers.CancelWait(kLiveIndexConsumer, wait); });
}

void Submit(const std::shared_ptr<SubmitContext>& context, v1::SubmitRecordRequest& request,
            const std::shared_ptr<SubmitAnswer>& answer,
            const std::shared_ptr<Admission>& admission) {
  const bool searchable = request.ack_level() == v1::ACK_LEVEL_SEARCHABLE;
  context->metrics.CountBytes(request.record().content().size());
  SubmitBatch batch;
  batch.records.push_back(std::move(*request.mutable_record()));
  context->intake.Submit(std::move(batch), [context, answer, searchable,
                                            admission](absl::StatusOr<SubmitResult> result) {
    if (!result.ok()) return answer->Answer(result.status());
    v1::SubmitRecordResponse response;
    *response.mutable_result() = std::move(result->results.front());
    response.set_log_id(context->log.log_id());
    context->metrics.CountResult(response.result());
    if (searchable && response.result().position() > 0) {
      return AnswerWhenSearchable(*context, answer, std::move(response));
    }
    answer->Answer(std::move(response));
  });
}

}  // namespace

grpc::ServerUnaryReactor* SubmitRecord(const std::shared_ptr<SubmitContext>& context,
                                       const v1::SubmitRecordRequest& request,
                                       v1::SubmitRecordResponse* response) {
  const auto answer = SubmitAnswer::Make(response);
  absl::StatusOr<std::shared_ptr<Admission>> admission = Admit(context, request);
  if (!admission.ok()) {
    answer->Answer(admission.status());
    return answer->reactor();
  }
  // The request is gone as soon as the caller is.
  auto held = std::make_shared<v1::SubmitRecordRequest>(request);
  context->intake.WhenReady([context, held, answer, admission = *std::move(admission)] {
    Submit(context, *held, answer, admission);
  });
  return answer->reactor();
}

}  // namespace trialdex
