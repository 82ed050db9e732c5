// The feed of an ingest service as a Feed, for indexers in another process.
#ifndef TRIALDEX_LIBS_CLIENT_FEED_FOLLOWER_H_
#define TRIALDEX_LIBS_CLIENT_FEED_FOLLOWER_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "libs/log/feed_reader.h"

namespace trialdex {

struct FeedFollowerOptions {
  // Bytes of entries that a reader holds ready; it asks for no more until some
  // are read, and flow control passes that on to the service.
  size_t prefetch_bytes = size_t{8} << 20;
};

// Opens readers over FeedService.StreamTrials. A reader lives as long as its
// connection: when that breaks, Read answers UNAVAILABLE and the caller opens
// another one after the last position that is durable on its side. Thread-safe;
// readers are not.
class FeedFollower final : public Feed {
 public:
  // Makes the channel of a reader, or gives one that is there.
  using Connect = std::function<absl::StatusOr<std::shared_ptr<grpc::Channel>>()>;

  explicit FeedFollower(Connect connect, const FeedFollowerOptions& options = {})
      : connect_(std::move(connect)), options_(options) {}
  // All readers on one channel.
  explicit FeedFollower(std::shared_ptr<grpc::Channel> channel,
                        const FeedFollowerOptions& options = {})
      : FeedFollower([channel] { return channel; }, options) {}

  // Fails only if there is no channel; other errors come from the first Read. Waits up to
  // kConnectionWait for a service that cannot be reached.
  absl::StatusOr<std::unique_ptr<FeedReader>> Open(const FeedStart& start) override;

 private:
  const Connect connect_;
  const FeedFollowerOptions options_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_CLIENT_FEED_FOLLOWER_H_
