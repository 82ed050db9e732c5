// What every engine of the comparison indexes: a file that is the same for all.
#ifndef TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_DOCUMENTS_H_
#define TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_DOCUMENTS_H_

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Files are documents one behind the other, a document the four members and their lengths:
//
//     u32 length, id · u32 length, trial · u32 length, text · u32 count of keywords, each u32
//     length, keyword                                            all numbers big-endian
struct PeerDocument {
  std::string id;
  // As the log stores it (v1::PackedTrial.frames): what hits are read from.
  std::string trial;
  // All text that our index searches, a value a line; of engines with one field.
  std::string text;
  // "overall_status=RECRUITING", "condition=Asthma": what is filtered and counted.
  std::vector<std::string> keywords;
};

// The fields of the keywords.
inline constexpr absl::string_view kPeerKeywords[] = {"overall_status", "phase", "condition",
                                                      "country", "lead_sponsor"};

// Fills all of `document`, whose memory is used again, but `trial`.
void DescribeTrial(const v1::Trial& trial, PeerDocument& document);

// Thread-compatible, as its reader.
class PeerDocumentWriter {
 public:
  static absl::StatusOr<PeerDocumentWriter> Create(const std::string& path);

  absl::Status Write(const PeerDocument& document);
  absl::Status Close();

 private:
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
  explicit PeerDocumentWriter(File file) : file_(std::move(file)) {}

  File file_;
  std::string buffer_;
};

class PeerDocumentReader {
 public:
  static absl::StatusOr<PeerDocumentReader> Open(const std::string& path);

  // False at the end. DATA_LOSS if the file breaks off.
  absl::StatusOr<bool> Next(PeerDocument& document);

 private:
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
  explicit PeerDocumentReader(File file) : file_(std::move(file)) {}

  bool ReadNumber(uint32_t& number);
  bool ReadString(std::string& text);

  File file_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_DOCUMENTS_H_
