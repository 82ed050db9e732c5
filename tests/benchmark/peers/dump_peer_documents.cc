// Parses record files and writes what every engine of the comparison indexes.
//
//   dump_peer_documents OUTPUT FILE…
//
// Record files are as trialctl submit takes them. Prints how many documents and how much text.
#include <cstdio>
#include <string>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/index/document/trial_codec.h"
#include "libs/sources/all_parsers.h"
#include "libs/sources/detection.h"
#include "services/trialctl/input/record_reader.h"
#include "tests/benchmark/exit_code.h"
#include "tests/benchmark/peers/peer_documents.h"

namespace trialdex {
namespace {

absl::Status Run(const std::string& output, const std::vector<std::string>& paths) {
  ASSIGN_OR_RETURN(const auto files, ExpandPaths(paths));
  ASSIGN_OR_RETURN(PeerDocumentWriter writer, PeerDocumentWriter::Create(output));
  const ParserSet parsers;
  TrialEncoder encoder;
  PeerDocument document;
  size_t documents = 0;
  size_t text_bytes = 0;
  for (const std::string& path : files) {
    RETURN_IF_ERROR(ReadRecords(path, {}, [&](v1::RawRecord record, int64_t) -> absl::Status {
      ASSIGN_OR_RETURN(const v1::SourceFormat format, DetectFormat(record.content()));
      ASSIGN_OR_RETURN(const v1::Trial trial, parsers.Find(format)->Parse(record.content()));
      DescribeTrial(trial, document);
      document.trial = encoder.Encode(trial);
      ++documents;
      text_bytes += document.text.size();
      return writer.Write(document);
    }));
  }
  std::fprintf(stderr, "%zu documents with %.1f MB of text\n", documents,
               static_cast<double>(text_bytes) / 1e6);
  return writer.Close();
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: dump_peer_documents OUTPUT FILE...\n");
    return 2;
  }
  const std::vector<std::string> paths(argv + 2, argv + argc);
  return trialdex::ExitCode(argv[0], trialdex::Run(argv[1], paths));
}
