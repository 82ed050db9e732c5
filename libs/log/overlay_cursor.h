// A table with pending changes laid over it.
#ifndef TRIALDEX_LIBS_LOG_OVERLAY_CURSOR_H_
#define TRIALDEX_LIBS_LOG_OVERLAY_CURSOR_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "libs/log/log_store.h"

namespace trialdex {

// Goes through the union of a stored table and pending changes; of one key the
// pending value counts, and a pending removal hides it.
class OverlayCursor final : public StoreCursor {
 public:
  using Pending = std::map<std::pair<Table, std::string>, std::optional<std::string>>;

  // Starts at `from`. `pending` must outlive it and stay as it is.
  OverlayCursor(std::unique_ptr<StoreCursor> stored, const Pending& pending, Table table,
                absl::string_view from)
      : stored_(std::move(stored)),
        table_(table),
        next_(pending.lower_bound({table, std::string(from)})),
        end_(pending.end()) {
    Settle();
  }

  bool Valid() const override { return on_pending_ || stored_->Valid(); }
  void Next() override {
    Step();
    Settle();
  }
  absl::string_view key() const override {
    return on_pending_ ? absl::string_view(next_->first.second) : stored_->key();
  }
  absl::string_view value() const override {
    return on_pending_ ? absl::string_view(*next_->second) : stored_->value();
  }
  absl::Status status() const override { return stored_->status(); }

 private:
  bool PendingLeft() const { return next_ != end_ && next_->first.first == table_; }

  // Leaves the current key, in both if both have it.
  void Step() {
    if (!on_pending_) {
      stored_->Next();
      return;
    }
    if (stored_->Valid() && stored_->key() == next_->first.second) stored_->Next();
    ++next_;
  }

  // Chooses the side of the lower key and skips removed ones.
  void Settle() {
    while (true) {
      on_pending_ = PendingLeft() && (!stored_->Valid() || stored_->key() >= next_->first.second);
      if (!on_pending_ || next_->second.has_value()) return;
      Step();
    }
  }

  const std::unique_ptr<StoreCursor> stored_;
  const Table table_;
  Pending::const_iterator next_;
  const Pending::const_iterator end_;
  bool on_pending_ = false;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_OVERLAY_CURSOR_H_
