// Early-return helpers for absl::Status. Abseil 20220623 has none.
#ifndef TRIALDEX_LIBS_BASE_STATUS_MACROS_H_
#define TRIALDEX_LIBS_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define TRIALDEX_CONCAT_INNER(a, b) a##b
#define TRIALDEX_CONCAT(a, b) TRIALDEX_CONCAT_INNER(a, b)

// Returns the status of `expr` from the enclosing function unless it is OK.
#define RETURN_IF_ERROR(expr)                                           \
  do {                                                                  \
    if (absl::Status trialdex_status = (expr); !trialdex_status.ok()) { \
      return trialdex_status;                                           \
    }                                                                   \
  } while (false)

// Evaluates `expr` (a StatusOr) and assigns its value to `lhs`, or returns its
// error from the enclosing function.
#define ASSIGN_OR_RETURN(lhs, expr) \
  ASSIGN_OR_RETURN_IMPL(TRIALDEX_CONCAT(trialdex_or_, __LINE__), lhs, expr)
#define ASSIGN_OR_RETURN_IMPL(tmp, lhs, expr)    \
  auto tmp = (expr);                             \
  if (!tmp.ok()) return std::move(tmp).status(); \
  lhs = *std::move(tmp)

#endif  // TRIALDEX_LIBS_BASE_STATUS_MACROS_H_
