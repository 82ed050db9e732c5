// The real records that some tests read: never part of the project, found by
// TRIALDEX_RECORDS_DIR.
#ifndef TRIALDEX_TESTS_SUPPORT_REAL_RECORDS_H_
#define TRIALDEX_TESTS_SUPPORT_REAL_RECORDS_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace trialdex {

// Reads one `NAME.jsonl.zst` line by line, decompressing as it goes.
//
//   auto records = RealRecords::Open("ctgov-v2");
//   if (!records.has_value()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
//   std::string line;
//   while (records->Next(line)) { ... }
class RealRecords {
 public:
  // nullopt if TRIALDEX_RECORDS_DIR is unset or empty. Fails the test (and
  // reads as empty) if the folder does not hold `name`.jsonl.zst.
  static std::optional<RealRecords> Open(absl::string_view name);

  RealRecords(RealRecords&&) noexcept;
  RealRecords& operator=(RealRecords&&) noexcept;
  ~RealRecords();

  // Sets `line` to the next line that is not empty, without its line end;
  // false at the end of the file.
  bool Next(std::string& line);

 private:
  struct Stream;
  explicit RealRecords(std::unique_ptr<Stream> stream);
  std::unique_ptr<Stream> stream_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_REAL_RECORDS_H_
