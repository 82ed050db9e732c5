// Matchers for absl::Status and absl::StatusOr. Abseil 20220623 has none.
#ifndef TRIALDEX_TESTS_SUPPORT_STATUS_MATCHERS_H_
#define TRIALDEX_TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"

namespace trialdex {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

MATCHER_P2(StatusIs, code, message_matcher, "") {
  const absl::Status& status = StatusOf(arg);
  *result_listener << "whose status is " << status.ToString();
  return status.code() == code &&
         ::testing::Matches(message_matcher)(std::string(status.message()));
}
template <typename Code>
auto StatusIs(Code code) {
  return StatusIs(code, ::testing::_);
}

}  // namespace trialdex

#define ASSERT_OK(expr) ASSERT_THAT(expr, ::trialdex::StatusIs(absl::StatusCode::kOk))
#define EXPECT_OK(expr) EXPECT_THAT(expr, ::trialdex::StatusIs(absl::StatusCode::kOk))

#endif  // TRIALDEX_TESTS_SUPPORT_STATUS_MATCHERS_H_
