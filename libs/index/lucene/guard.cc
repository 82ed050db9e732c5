#include "libs/index/lucene/guard.h"

#include "unicode/utf8.h"

namespace trialdex::lucene {

absl::Status ToStatus(absl::string_view doing, const Lucene::LuceneException& error) {
  const std::string message = absl::StrCat(doing, ": ", FromWide(error.getError()));
  switch (error.getType()) {
    case Lucene::LuceneException::LockObtainFailed:
      return absl::FailedPreconditionError(message);
    case Lucene::LuceneException::CorruptIndex:
      return absl::DataLossError(message);
    case Lucene::LuceneException::FileNotFound:
    case Lucene::LuceneException::NoSuchDirectory:
      return absl::NotFoundError(message);
    case Lucene::LuceneException::IO:
      return absl::UnavailableError(message);
    case Lucene::LuceneException::OutOfMemory:
      return absl::ResourceExhaustedError(message);
    default:
      return absl::InternalError(
          absl::StrCat(message, " (Lucene++ exception ", static_cast<int>(error.getType()), ")"));
  }
}

absl::StatusOr<Lucene::String> ToWide(absl::string_view utf8) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto size = static_cast<int32_t>(utf8.size());
  Lucene::String wide;
  wide.reserve(utf8.size());
  int32_t next = 0;
  while (next < size) {
    UChar32 code_point = 0;
    U8_NEXT(bytes, next, size, code_point);
    if (code_point < 0) return absl::InvalidArgumentError("text is not well-formed UTF-8");
    wide.push_back(static_cast<wchar_t>(code_point));
  }
  return wide;
}

std::string FromWide(const Lucene::String& wide) { return Lucene::StringUtils::toUTF8(wide); }

}  // namespace trialdex::lucene
