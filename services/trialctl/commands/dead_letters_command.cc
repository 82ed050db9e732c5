// trialctl dead-letters list|show|retry|delete
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/trial/enum_names.h"
#include "services/trialctl/commands/commands.h"
#include "services/trialctl/output/printing.h"
#include "services/trialctl/session.h"

namespace trialdex {
namespace {

constexpr int kPageSize = 500;

// Calls `visit` with every letter, page by page.
absl::Status ForEachLetter(const Session& session,
                           const std::function<absl::Status(const v1::DeadLetter&)>& visit) {
  const auto stub = session.Ingest();
  v1::ListDeadLettersRequest request;
  request.set_page_size(kPageSize);
  do {
    v1::ListDeadLettersResponse response;
    RETURN_IF_ERROR(
        session.Call(*stub, &v1::IngestService::Stub::ListDeadLetters, request, response));
    for (const v1::DeadLetter& letter : response.dead_letters()) RETURN_IF_ERROR(visit(letter));
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

absl::Status List(const Session& session) {
  return ForEachLetter(session, [&session](const v1::DeadLetter& letter) {
    if (session.json()) return PrintJsonLine(letter);
    std::printf("%s  %s  %-16s %9lld bytes  %s  %s\n", letter.id().c_str(),
                FormatTime(letter.create_time()).c_str(), letter.rejection().reason().c_str(),
                static_cast<long long>(letter.content_bytes()),
                letter.record().source_uri().c_str(), letter.rejection().message().c_str());
    return absl::OkStatus();
  });
}

absl::Status Show(const Session& session, const std::string& id) {
  v1::GetDeadLetterRequest request;
  request.set_id(id);
  v1::GetDeadLetterResponse response;
  RETURN_IF_ERROR(
      session.Call(*session.Ingest(), &v1::IngestService::Stub::GetDeadLetter, request, response));
  if (session.json()) return PrintJsonLine(response.dead_letter());
  const std::string& content = response.dead_letter().record().content();
  std::fwrite(content.data(), 1, content.size(), stdout);
  return absl::OkStatus();
}

// Letters by id, or all there are.
struct Letters {
  std::vector<std::string> ids;
  bool all = false;
};

absl::StatusOr<std::vector<std::string>> IdsOf(const Session& session, const Letters& letters) {
  std::vector<std::string> ids = letters.ids;
  if (!letters.all) return ids;
  RETURN_IF_ERROR(ForEachLetter(session, [&ids](const v1::DeadLetter& letter) {
    ids.push_back(letter.id());
    return absl::OkStatus();
  }));
  return ids;
}

absl::Status Retry(const Session& session, const Letters& letters) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, IdsOf(session, letters));
  const auto stub = session.Ingest();
  int rejected = 0;
  for (const std::string& id : ids) {
    v1::RetryDeadLetterRequest request;
    request.set_id(id);
    v1::RetryDeadLetterResponse response;
    RETURN_IF_ERROR(
        session.Call(*stub, &v1::IngestService::Stub::RetryDeadLetter, request, response));
    const v1::RecordResult& result = response.result();
    if (result.outcome() == v1::RECORD_OUTCOME_REJECTED) ++rejected;
    if (session.json()) {
      RETURN_IF_ERROR(PrintJsonLine(result));
    } else {
      std::printf("%s  %s  %s\n", id.c_str(), std::string(EnumWord(result.outcome())).c_str(),
                  result.has_rejection() ? result.rejection().message().c_str()
                                         : result.trial_id().c_str());
    }
  }
  if (rejected == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(rejected, " of ", ids.size(), " rejected again"));
}

absl::Status Delete(const Session& session, const Letters& letters) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, IdsOf(session, letters));
  const auto stub = session.Ingest();
  for (const std::string& id : ids) {
    v1::DeleteDeadLetterRequest request;
    request.set_id(id);
    v1::DeleteDeadLetterResponse response;
    RETURN_IF_ERROR(
        session.Call(*stub, &v1::IngestService::Stub::DeleteDeadLetter, request, response));
  }
  return absl::OkStatus();
}

// Lets `command`, which does `what`, name some letters or all.
void AddLetters(CLI::App* command, absl::Status (*what)(const Session&, const Letters&),
                Command& chosen) {
  auto letters = std::make_shared<Letters>();
  CLI::Option* ids = command->add_option("id", letters->ids, "Ids of letters");
  command->add_flag("--all", letters->all, "Every letter")->excludes(ids);
  command->callback([letters, what, &chosen] {
    if (letters->ids.empty() && !letters->all) throw CLI::RequiredError("ids or --all");
    chosen = [letters, what](const Session& session) { return what(session, *letters); };
  });
}

}  // namespace

void AddDeadLettersCommand(CLI::App& app, Command& chosen) {
  CLI::App* command = app.add_subcommand("dead-letters", "Records that were rejected and kept");
  command->require_subcommand(1);
  command->add_subcommand("list", "List them, oldest first")->callback([&chosen] {
    chosen = List;
  });
  CLI::App* show = command->add_subcommand("show", "Print the record as it was sent");
  auto id = std::make_shared<std::string>();
  show->add_option("id", *id, "Id of the letter")->required();
  show->callback(
      [id, &chosen] { chosen = [id](const Session& session) { return Show(session, *id); }; });
  AddLetters(command->add_subcommand("retry", "Submit again; gone if taken"), &Retry, chosen);
  AddLetters(command->add_subcommand("delete", "Remove for good"), &Delete, chosen);
}

}  // namespace trialdex
