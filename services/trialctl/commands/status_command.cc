// trialctl status
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

Rows RowsOf(const v1::GetIngestStatusResponse& status) {
  Rows rows = {{"ingest", absl::StrCat("serving, version ", status.version())},
               {"  log id", status.log_id()},
               {"  last position", absl::StrCat(status.last_position())},
               {"  trials", absl::StrCat(status.trial_count())},
               {"  dead letters", absl::StrCat(status.dead_letter_count())}};
  for (const v1::ConsumerStatus& consumer : status.consumers()) {
    rows.emplace_back(absl::StrCat("  consumer ", consumer.consumer()), FormatConsumer(consumer));
  }
  return rows;
}

Rows RowsOf(const v1::GetIndexerStatusResponse& status) {
  Rows rows = {{"indexer", absl::StrCat("serving, version ", status.version(),
                                        status.following() ? "" : ", not following ingest")},
               {"  committed position",
                absl::StrCat(status.committed_position(), ", lag ", status.lag_entries())},
               {"  documents", absl::StrCat(status.document_count(), " in ", status.segment_count(),
                                            " segments, ", status.index_bytes() >> 10, " KiB")},
               {"  fingerprint", status.fingerprint()},
               {"  poison entries", absl::StrCat(status.poison_count())}};
  if (!status.problem().empty()) rows.emplace_back("  problem", status.problem());
  if (status.has_rebuild()) {
    rows.emplace_back("  building anew", FormatProgress(status.rebuild()));
  }
  return rows;
}

Rows RowsOf(const v1::GetQueryStatusResponse& status) {
  return {{"query", absl::StrCat("serving, version ", status.version())},
          {"  position", absl::StrCat(status.position())},
          {"  documents",
           absl::StrCat(status.document_count(), " in ", status.segment_count(), " segments")}};
}

// Prints one service's status, or that it did not answer.
template <typename Response>
absl::Status Report(const Session& session, absl::string_view service, const std::string& target,
                    const absl::Status& status, const Response& response) {
  if (!status.ok()) {
    if (!session.json()) {
      PrintTable({{std::string(service), absl::StrCat("no answer from ", target)}});
    }
    return status;
  }
  if (session.json()) return PrintJsonLine(response);
  PrintTable(RowsOf(response));
  return absl::OkStatus();
}

absl::Status ShowStatus(const Session& session) {
  v1::GetIngestStatusResponse ingest;
  absl::Status result =
      Report(session, "ingest", session.IngestTarget(),
             session.Call(*session.Ingest(), &v1::IngestService::Stub::GetIngestStatus,
                          v1::GetIngestStatusRequest(), ingest),
             ingest);
  v1::GetIndexerStatusResponse indexer;
  result.Update(Report(session, "indexer", session.IndexerTarget(),
                       session.Call(*session.Indexer(), &v1::IndexerService::Stub::GetIndexerStatus,
                                    v1::GetIndexerStatusRequest(), indexer),
                       indexer));
  v1::GetQueryStatusResponse query;
  result.Update(Report(session, "query", session.QueryTarget(),
                       session.Call(*session.Query(), &v1::QueryService::Stub::GetQueryStatus,
                                    v1::GetQueryStatusRequest(), query),
                       query));
  return result;
}

// Returns once all services are there and everything that ingest holds can be searched.
absl::Status WaitUntilSearchable(const Session& session) {
  v1::GetIngestStatusResponse ingest;
  RETURN_IF_ERROR(session.Call(*session.Ingest(), &v1::IngestService::Stub::GetIngestStatus,
                               v1::GetIngestStatusRequest(), ingest));
  v1::FlushIndexRequest flush;
  flush.set_position(ingest.last_position());
  v1::FlushIndexResponse flushed;
  RETURN_IF_ERROR(
      session.Call(*session.Indexer(), &v1::IndexerService::Stub::FlushIndex, flush, flushed));
  v1::SearchTrialsRequest search;
  search.set_view(v1::TRIAL_VIEW_ID);
  search.set_page_size(1);
  search.set_min_position(ingest.last_position());
  search.set_log_id(ingest.log_id());
  v1::SearchTrialsResponse found;
  const absl::Status searched =
      session.Call(*session.Query(), &v1::QueryService::Stub::SearchTrials, search, found);
  // The index of an empty log may not have been made yet.
  const bool nothing_to_find = ingest.last_position() == 0 && ErrorReason(searched) == "NO_INDEX";
  if (!searched.ok() && !nothing_to_find) return searched;
  if (!session.json()) {
    std::printf("searchable up to position %llu, %lld trials\n",
                static_cast<unsigned long long>(ingest.last_position()),
                static_cast<long long>(found.total_size()));
  }
  return absl::OkStatus();
}

}  // namespace

void AddStatusCommand(CLI::App& app, Command& chosen) {
  auto wait = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("status", "Positions, lag and counts of all services");
  command->add_flag("--wait", *wait, "First wait until everything submitted can be searched");
  command->callback([wait, &chosen] {
    chosen = [wait](const Session& session) {
      return *wait ? WaitUntilSearchable(session.Patient()) : ShowStatus(session);
    };
  });
}

}  // namespace trialdex
