#include "services/trialctl/commands/search_all.h"

#include <cerrno>
#include <cstdio>
#include <memory>

#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "services/trialctl/export/csv.h"
#include "services/trialctl/export/ris.h"
#include "services/trialctl/output/printing.h"

namespace trialdex {
namespace {

// Null for JSON Lines, which print hits as they are.
absl::StatusOr<std::unique_ptr<TrialWriter>> MakeWriter(const std::string& format,
                                                        const v1::SearchTrialsRequest& search) {
  if (format == "ris") return std::make_unique<RisWriter>();
  if (format == "csv") {
    return CsvWriter::Make({search.read_mask().paths().begin(), search.read_mask().paths().end()});
  }
  return nullptr;
}

// Asks for what `writer` prints, and no more.
void AskFor(const TrialWriter& writer, v1::SearchTrialsRequest& search) {
  search.set_view(v1::TRIAL_VIEW_FULL);
  search.clear_read_mask();
  for (const std::string& path : writer.MaskPaths()) search.mutable_read_mask()->add_paths(path);
}

absl::Status Print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, "write to standard output");
}

}  // namespace

absl::Status SearchAll(const Session& session, v1::StreamSearchRequest request,
                       const std::string& format) {
  const absl::Time start = absl::Now();
  ASSIGN_OR_RETURN(const std::unique_ptr<TrialWriter> writer, MakeWriter(format, request.search()));
  if (writer != nullptr) {
    AskFor(*writer, *request.mutable_search());
    RETURN_IF_ERROR(Print(writer->Header()));
  }
  int64_t printed = 0;
  int64_t total = 0;
  const auto print = [&](const v1::StreamSearchResponse& response) -> absl::Status {
    if (!response.log_id().empty()) total = response.total_size();
    for (const v1::TrialHit& hit : response.hits()) {
      RETURN_IF_ERROR(writer == nullptr ? PrintJsonLine(hit) : Print(writer->Write(hit.trial())));
      ++printed;
    }
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(
      session.Stream(*session.Query(), &v1::QueryService::Stub::StreamSearch, request,
                     absl::FunctionRef<absl::Status(const v1::StreamSearchResponse&)>(print)));
  std::fprintf(stderr, "%lld of %lld trials, %.1f s\n", static_cast<long long>(printed),
               static_cast<long long>(total), absl::ToDoubleSeconds(absl::Now() - start));
  return absl::OkStatus();
}

}  // namespace trialdex
