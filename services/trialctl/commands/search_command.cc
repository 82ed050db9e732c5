// trialctl search
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/duration.h"
#include "libs/base/status_macros.h"
#include "libs/trial/page/page_rendering.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/commands/facet_option.h"
#include "services/trialctl/commands/ranking_options.h"
#include "services/trialctl/commands/search_all.h"
#include "services/trialctl/export/field_printer.h"
#include "services/trialctl/output/advice.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

struct SearchArguments {
  v1::SearchTrialsRequest request;
  bool all = false;
  // Of `all`.
  std::string format = "jsonl";
  int64_t limit = 0;
  bool count = false;
  bool full = false;
};

// The fields that --fields names, a line each.
class FieldLines {
 public:
  static absl::StatusOr<FieldLines> Make(const google::protobuf::FieldMask& mask) {
    FieldLines lines;
    for (const std::string& path : mask.paths()) {
      ASSIGN_OR_RETURN(FieldPrinter printer, FieldPrinter::Make(path));
      lines.fields_.emplace_back(path, std::move(printer));
    }
    return lines;
  }

  // What has to be asked for.
  google::protobuf::FieldMask Mask() const {
    google::protobuf::FieldMask mask;
    for (const auto& [path, printer] : fields_) mask.add_paths(printer.mask_path());
    return mask;
  }

  std::string Format(const v1::TrialHit& hit) const {
    std::string text = absl::StrCat(hit.id(), "\n");
    for (const auto& [path, printer] : fields_) {
      absl::StrAppend(&text, "    ", path, ": ", printer.Print(hit.trial()), "\n");
    }
    return text;
  }

 private:
  std::vector<std::pair<std::string, FieldPrinter>> fields_;
};

absl::Status PrintHits(const Session& session, const FieldLines* fields,
                       const v1::SearchTrialsResponse& response) {
  for (const v1::TrialHit& hit : response.hits()) {
    if (session.json()) {
      RETURN_IF_ERROR(PrintJsonLine(hit));
    } else if (hit.has_trial()) {
      std::fputs((fields != nullptr ? fields->Format(hit) : RenderPage(hit.trial()) + "\n").c_str(),
                 stdout);
    } else {
      std::fputs(FormatHit(hit, StdoutIsTerminal()).c_str(), stdout);
    }
  }
  return absl::OkStatus();
}

absl::Status PrintFacets(const Session& session,
                         const google::protobuf::RepeatedPtrField<v1::Facet>& facets) {
  for (const v1::Facet& facet : facets) {
    if (session.json()) {
      RETURN_IF_ERROR(PrintJsonLine(facet));
    } else {
      std::fputs(FormatFacet(facet).c_str(), stdout);
    }
  }
  return absl::OkStatus();
}

absl::Status PrintAdvice(const Session& session, const v1::SearchTrialsResponse& response) {
  if (!session.json()) {
    std::fputs(FormatAdvice(response).c_str(), stdout);
    return absl::OkStatus();
  }
  for (const v1::QuerySuggestion& suggestion : response.suggestions()) {
    RETURN_IF_ERROR(PrintJsonLine(suggestion));
  }
  for (const v1::FunnelStep& step : response.funnel()) RETURN_IF_ERROR(PrintJsonLine(step));
  return absl::OkStatus();
}

// To standard error, so that standard output holds hits and facets and nothing else.
void PrintSummary(const v1::SearchTrialsResponse& response) {
  std::fflush(stdout);  // Where both go to one place, hits stand first.
  const double milliseconds = absl::ToDoubleMilliseconds(FromDuration(response.took()));
  std::fprintf(stderr, "%d of %s%lld trials, %.1f ms%s\n", response.hits_size(),
               response.total_size_is_minimum() ? "at least " : "",
               static_cast<long long>(response.total_size()), milliseconds,
               response.partial() ? ", partial: a limit stopped the search" : "");
  if (!response.next_page_token().empty()) {
    std::fprintf(stderr, "next page: --page-token %s\n", response.next_page_token().c_str());
  }
}

absl::Status Search(const Session& session, SearchArguments arguments) {
  v1::SearchTrialsRequest& request = arguments.request;
  if (arguments.full) request.set_view(v1::TRIAL_VIEW_FULL);
  if (arguments.all) {
    v1::StreamSearchRequest stream;
    *stream.mutable_search() = request;
    stream.set_limit(arguments.limit);
    const absl::Status status = SearchAll(session, std::move(stream), arguments.format);
    if (status.ok()) return status;
    return absl::Status(status.code(), FormatSearchError(status, request));
  }
  if (arguments.count) {
    request.set_view(v1::TRIAL_VIEW_ID);
    request.set_page_size(1);
  }
  request.set_suggest(!arguments.count);
  std::optional<FieldLines> fields;
  if (request.has_read_mask() && !session.json()) {
    ASSIGN_OR_RETURN(fields, FieldLines::Make(request.read_mask()));
    *request.mutable_read_mask() = fields->Mask();
  }
  v1::SearchTrialsResponse response;
  const absl::Status status =
      session.Call(*session.Query(), &v1::QueryService::Stub::SearchTrials, request, response);
  if (!status.ok()) return absl::Status(status.code(), FormatSearchError(status, request));
  if (arguments.count) {
    std::printf("%lld\n", static_cast<long long>(response.total_size()));
  } else {
    RETURN_IF_ERROR(PrintHits(session, fields.has_value() ? &*fields : nullptr, response));
    RETURN_IF_ERROR(PrintAdvice(session, response));
    PrintSummary(response);
  }
  return PrintFacets(session, response.facets());
}

void ReadFields(const std::vector<std::string>& paths, v1::SearchTrialsRequest& request) {
  for (const std::string& path : paths) request.mutable_read_mask()->add_paths(path);
}

void ReadFacets(const std::vector<std::string>& texts, v1::SearchTrialsRequest& request) {
  for (const std::string& text : texts) {
    absl::StatusOr<v1::FacetRequest> facet = ParseFacetOption(text);
    if (!facet.ok()) {
      throw CLI::ValidationError("--facets", std::string(facet.status().message()));
    }
    *request.add_facets() = *std::move(facet);
  }
}

// What to look for and in which order.
void AddQueryOptions(CLI::App& command, v1::SearchTrialsRequest& request) {
  command.add_option_function<std::string>(
      "query", [&request](const std::string& value) { request.set_query(value); },
      "Words, \"phrases\", AND OR NOT ( ), AREA[..]; empty for every trial");
  command.add_option_function<std::string>(
      "--text", [&request](const std::string& value) { request.set_text(value); },
      "Rank by free text instead of a query: a note, a sentence; any of its words matches");
  command.add_option_function<std::string>(
      "--filter", [&request](const std::string& value) { request.set_filter(value); },
      "Select without ranking, for example 'enrollment > 100'");
  command.add_option_function<std::string>(
      "--sort", [&request](const std::string& value) { request.set_order_by(value); },
      "Order, for example 'last_update_post_date desc'");
  command.add_flag_callback(
      "--no-synonyms", [&request] { request.set_no_synonyms(true); },
      "Look for the words as written, not for synonyms");
  AddRankingOptions(command, request);
}

// Which of the hits, and of which commit.
void AddPageOptions(CLI::App& command, v1::SearchTrialsRequest& request) {
  command.add_option_function<int>(
      "--page-size", [&request](const int& value) { request.set_page_size(value); },
      "Hits per page (default 10, at most 1000)");
  command.add_option_function<int64_t>(
      "--count-limit", [&request](const int64_t& value) { request.set_total_size_limit(value); },
      "Count hits up to this number only, which is faster (default: all)");
  command.add_option_function<std::string>(
      "--page-token", [&request](const std::string& value) { request.set_page_token(value); },
      "Go on after an earlier page");
  command.add_option_function<uint64_t>(
      "--min-position", [&request](const uint64_t& value) { request.set_min_position(value); },
      "Wait until the index has reached this log position");
}

// What is shown of the hits.
void AddContentOptions(CLI::App& command, SearchArguments& arguments) {
  v1::SearchTrialsRequest& request = arguments.request;
  command
      .add_option_function<std::vector<std::string>>(
          "--fields",
          [&request](const std::vector<std::string>& paths) { ReadFields(paths, request); },
          "Only these fields of the trial, comma-separated paths")
      ->delimiter(',');
  command
      .add_option_function<std::vector<std::string>>(
          "--facets",
          [&request](const std::vector<std::string>& texts) { ReadFacets(texts, request); },
          "Counts over all hits, comma-separated: FIELD[:LIMIT][@BUCKETS][=PREFIX]")
      ->delimiter(',');
  command.add_flag_callback(
      "--highlight", [&request] { request.set_highlight(true); }, "Show where the words stand");
  command.add_flag("--full", arguments.full, "Whole trials instead of summaries");
}

// Something else than a page of hits.
void AddOutputOptions(CLI::App& command, SearchArguments& arguments) {
  CLI::Option* all = command.add_flag(
      "--all", arguments.all, "Every hit, of one commit, by id unless --sort says otherwise");
  command
      .add_option("--format", arguments.format, "Of --all: jsonl, csv (columns: --fields) or ris")
      ->check(CLI::IsMember({"jsonl", "csv", "ris"}))
      ->needs(all);
  command.add_option("--limit", arguments.limit, "Of --all: at most so many hits")->needs(all);
  command.add_flag("--count", arguments.count, "Print only how many trials match")->excludes(all);
}

}  // namespace

void AddSearchCommand(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<SearchArguments>();
  CLI::App* command = app.add_subcommand("search", "Find trials");
  command->footer(
      "Examples:\n"
      "  trialctl search 'stage IV breast cancer surgery'\n"
      "  trialctl search 'AREA[Condition] stroke AND telemonitoring' --highlight\n"
      "  trialctl search --filter 'phase = PHASE3 AND overall_status = RECRUITING' --sort "
      "'start_date desc'\n"
      "  trialctl search stroke --count --facets status,phase,condition:20,start_date@month,"
      "enrollment@0/50/100\n"
      "  trialctl search stroke --all --format csv --fields id,status.overall_status > stroke.csv");
  AddQueryOptions(*command, arguments->request);
  AddPageOptions(*command, arguments->request);
  AddContentOptions(*command, *arguments);
  AddOutputOptions(*command, *arguments);
  command->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) { return Search(session, *arguments); };
  });
}

}  // namespace trialdex
