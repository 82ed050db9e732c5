// Where Lucene++ ends: its exceptions become absl::Status and its wide strings
// UTF-8. Include from libs/index/*.cc and libs/index/lucene only.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_GUARD_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_GUARD_H_

#include <exception>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/index/lucene/lucene.h"

namespace trialdex::lucene {

// "<doing>: <message>" with the code that fits the type of `error`: DATA_LOSS
// for a damaged index, NOT_FOUND for a missing file or directory, UNAVAILABLE
// for other I/O, FAILED_PRECONDITION for a lock that another writer holds.
absl::Status ToStatus(absl::string_view doing, const Lucene::LuceneException& error);

// UTF-8 to UTF-32, Lucene's form. INVALID_ARGUMENT on malformed UTF-8, which
// Lucene++ itself would turn into an empty string without a word.
absl::StatusOr<Lucene::String> ToWide(absl::string_view utf8);

std::string FromWide(const Lucene::String& wide);

// Runs `fn`, which returns absl::Status; what it throws comes back as a status
// that says what was being done.
template <typename Fn>
absl::Status Guard(absl::string_view doing, Fn&& fn) {
  try {
    return fn();
  } catch (const Lucene::LuceneException& error) {
    return ToStatus(doing, error);
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError(absl::StrCat(doing, ": out of memory"));
  } catch (const std::exception& error) {
    return absl::InternalError(absl::StrCat(doing, ": ", error.what()));
  }
}

}  // namespace trialdex::lucene

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_GUARD_H_
