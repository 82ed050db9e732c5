#include "services/query/index_health.h"

namespace trialdex {

void IndexHealth::Attach(RpcServer& server) {
  absl::MutexLock lock(&mutex_);
  server_ = &server;
  server_->SetServing(has_index_);
}

void IndexHealth::Detach() {
  absl::MutexLock lock(&mutex_);
  server_ = nullptr;
}

void IndexHealth::Refreshed(const absl::Status& status, bool has_index) {
  absl::MutexLock lock(&mutex_);
  if (status != last_ && !status.ok()) {
    log_.Warning("cannot read the newest commit",
                 {{"error", status.message()}, {"searching_an_older_one", has_index}});
  } else if (status != last_) {
    log_.Info("reads the newest commits again");
  }
  last_ = status;
  if (has_index == has_index_) return;
  has_index_ = has_index;
  if (server_ != nullptr) server_->SetServing(has_index_);
}

}  // namespace trialdex
