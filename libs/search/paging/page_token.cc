#include "libs/search/paging/page_token.h"

#include "absl/strings/escaping.h"
#include "libs/base/errors.h"
#include "xxhash.h"

namespace trialdex {
namespace {

constexpr char kVersion = 1;
// The version, then the checksum of everything after it.
constexpr size_t kChecksumBytes = 4;
constexpr size_t kHeaderBytes = 1 + kChecksumBytes;

std::string Checksum(absl::string_view bytes) {
  uint64_t hash = XXH3_64bits(bytes.data(), bytes.size());
  std::string checksum;
  for (size_t i = 0; i < kChecksumBytes; ++i, hash >>= 8) {
    checksum.push_back(static_cast<char>(hash & 0xFF));
  }
  return checksum;
}

}  // namespace

std::string EncodePageToken(const storage::v1::PageToken& token) {
  const std::string body = token.SerializeAsString();
  return absl::WebSafeBase64Escape(std::string(1, kVersion) + Checksum(body) + body);
}

absl::Status PageTokenMismatch() {
  return FieldError("page_token", "belongs to another search; start over without one",
                    "PAGE_TOKEN_MISMATCH");
}

absl::StatusOr<storage::v1::PageToken> DecodePageToken(absl::string_view text) {
  const auto malformed = [] {
    return FieldError("page_token", "is not a token of this service; start over without one",
                      "PAGE_TOKEN_MALFORMED");
  };
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(text, &bytes) || bytes.size() < kHeaderBytes ||
      bytes[0] != kVersion) {
    return malformed();
  }
  const absl::string_view body = absl::string_view(bytes).substr(kHeaderBytes);
  if (absl::string_view(bytes).substr(1, kChecksumBytes) != Checksum(body)) return malformed();
  storage::v1::PageToken token;
  if (!token.ParseFromArray(body.data(), static_cast<int>(body.size()))) return malformed();
  return token;
}

uint64_t DigestOf(absl::Span<const absl::string_view> parts) {
  std::string all;
  for (const absl::string_view part : parts) {
    // Lengths keep parts apart: "a" + "bc" is not "ab" + "c".
    const uint64_t size = part.size();
    all.append(reinterpret_cast<const char*>(&size), sizeof(size));
    all.append(part.data(), part.size());
  }
  return XXH3_64bits(all.data(), all.size());
}

}  // namespace trialdex
