#include "services/trialctl/output/printing.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "libs/trial/enum_names.h"

namespace trialdex {
namespace {

constexpr absl::string_view kBold = "\033[1m";
constexpr absl::string_view kPlain = "\033[0m";

std::string Phases(const v1::TrialSummary& summary) {
  std::vector<absl::string_view> words;
  for (const int phase : summary.phases()) words.push_back(EnumWord(static_cast<v1::Phase>(phase)));
  return absl::StrJoin(words, "/");
}

std::string MarkedText(const v1::Highlight& highlight, bool terminal) {
  if (!terminal) return highlight.text();
  std::string marked;
  size_t at = 0;
  for (const auto& span : highlight.spans()) {
    const auto begin = static_cast<size_t>(span.begin());
    const auto end = static_cast<size_t>(span.end());
    absl::StrAppend(&marked, highlight.text().substr(at, begin - at), kBold,
                    highlight.text().substr(begin, end - begin), kPlain);
    at = end;
  }
  return absl::StrCat(marked, highlight.text().substr(at));
}

std::string ErrorMetadataValue(const absl::Status& status, const std::string& key) {
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  google::rpc::ErrorInfo info;
  if (!payload.has_value() || !info.ParseFromString(std::string(*payload))) return "";
  const auto found = info.metadata().find(key);
  return found == info.metadata().end() ? "" : found->second;
}

// How many code points `text` has: about as many columns of a terminal.
size_t Letters(absl::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

absl::Status PrintJsonLine(const google::protobuf::Message& message) {
  std::string line;
  const auto status = google::protobuf::util::MessageToJsonString(message, &line);
  if (!status.ok()) {
    return absl::InternalError(absl::StrCat("cannot print as JSON: ", status.ToString()));
  }
  line.push_back('\n');
  std::fwrite(line.data(), 1, line.size(), stdout);
  return absl::OkStatus();
}

void PrintTable(const std::vector<std::pair<std::string, std::string>>& rows) {
  size_t width = 0;
  for (const auto& [label, value] : rows) width = std::max(width, label.size());
  for (const auto& [label, value] : rows) {
    std::printf("%-*s  %s\n", static_cast<int>(width), label.c_str(), value.c_str());
  }
}

std::string FormatHit(const v1::TrialHit& hit, bool terminal) {
  const v1::TrialSummary& summary = hit.summary();
  std::string text = absl::StrCat(terminal ? kBold : "", hit.id(), terminal ? kPlain : "", "  ",
                                  EnumWord(summary.overall_status()));
  if (summary.phases_size() > 0) absl::StrAppend(&text, "  ", Phases(summary));
  absl::StrAppend(&text, "\n    ", summary.brief_title(), "\n");
  std::vector<std::string> facts;
  if (summary.conditions_size() > 0) facts.push_back(absl::StrJoin(summary.conditions(), ", "));
  if (!summary.lead_sponsor().name().empty()) facts.push_back(summary.lead_sponsor().name());
  std::vector<std::string> countries;
  for (const v1::Country& country : summary.countries()) countries.push_back(country.name());
  if (!countries.empty()) facts.push_back(absl::StrJoin(countries, ", "));
  if (!facts.empty()) absl::StrAppend(&text, "    ", absl::StrJoin(facts, " | "), "\n");
  if (hit.has_distance_km()) {
    absl::StrAppend(&text, absl::StrFormat("    nearest site: %.0f km\n", hit.distance_km()));
  }
  if (hit.exclusion_only_words_size() > 0) {
    absl::StrAppend(&text, "    only among exclusion criteria: ",
                    absl::StrJoin(hit.exclusion_only_words(), ", "), "\n");
  }
  for (const v1::Highlight& highlight : hit.highlights()) {
    absl::StrAppend(&text, "      ", highlight.field(), ": ", MarkedText(highlight, terminal),
                    "\n");
  }
  return text;
}

std::string FormatConsumer(const v1::ConsumerStatus& consumer) {
  std::string line =
      absl::StrCat("published ", consumer.published_position(), ", lag ", consumer.lag_entries());
  if (!consumer.connected()) {
    absl::StrAppend(&line, ", not connected since ", FormatTime(consumer.seen_time()));
  }
  return line;
}

std::string FormatProgress(const v1::RebuildProgress& progress) {
  return absl::StrCat(progress.document_count(), " trials, position ", progress.position(), " of ",
                      progress.target_position(), progress.done() ? ", live" : "");
}

std::string FormatTime(const google::protobuf::Timestamp& time) {
  if (time.seconds() == 0) return "-";
  return absl::FormatTime("%Y-%m-%d %H:%M:%SZ", absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

bool StdoutIsTerminal() { return ::isatty(STDOUT_FILENO) == 1; }
bool StderrIsTerminal() { return ::isatty(STDERR_FILENO) == 1; }

std::string FormatError(const absl::Status& status) {
  std::string text(status.message());
  if (status.code() == absl::StatusCode::kUnavailable && text.empty()) text = "not reachable";
  const std::string suggestion = ErrorMetadataValue(status, "suggestion");
  if (!suggestion.empty() && text.find(suggestion) == std::string::npos) {
    absl::StrAppend(&text, "\n  did you mean '", suggestion, "'?");
  }
  return text;
}

std::string FormatSearchError(const absl::Status& status, const v1::SearchTrialsRequest& search) {
  const std::string text = FormatError(status);
  size_t position = 0;
  if (!absl::SimpleAtoi(ErrorMetadataValue(status, "position"), &position)) return text;
  const std::string field = text.substr(0, text.find(':'));
  for (const auto& [name, value] : {std::pair("query", absl::string_view(search.query())),
                                    std::pair("filter", absl::string_view(search.filter())),
                                    std::pair("order_by", absl::string_view(search.order_by()))}) {
    const bool is_named = field == name || absl::EndsWith(field, absl::StrCat(".", name));
    if (is_named && position <= value.size()) {
      return absl::StrCat(text, "\n  ", value, "\n  ",
                          std::string(Letters(value.substr(0, position)), ' '), "^");
    }
  }
  return text;
}

}  // namespace trialdex
