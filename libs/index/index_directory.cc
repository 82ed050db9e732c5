#include "libs/index/index_directory.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

constexpr char kCurrent[] = "CURRENT";
constexpr char kLock[] = "LOCK";

}  // namespace

std::string IndexName::ToString() const { return absl::StrCat(fingerprint, "-", generation); }

absl::StatusOr<IndexName> IndexName::Parse(absl::string_view text) {
  IndexName name;
  const size_t dash = text.find('-');
  if (dash == 0 || dash == absl::string_view::npos ||
      !std::all_of(text.begin(), text.begin() + dash, absl::ascii_isalnum) ||
      !absl::SimpleAtoi(text.substr(dash + 1), &name.generation) || name.generation == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", text, "' is not <fingerprint>-<generation>"));
  }
  name.fingerprint = std::string(text.substr(0, dash));
  return name;
}

std::string IndexPath(const std::string& root, const IndexName& name) {
  return absl::StrCat(root, "/", name.ToString());
}

absl::StatusOr<IndexName> ReadCurrentIndex(const std::string& root) {
  const std::string path = absl::StrCat(root, "/", kCurrent);
  ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
  auto name = IndexName::Parse(absl::StripAsciiWhitespace(content));
  if (!name.ok()) return absl::DataLossError(absl::StrCat(path, ": ", name.status().message()));
  return name;
}

absl::StatusOr<std::unique_ptr<IndexDirectory>> IndexDirectory::Open(const std::string& root) {
  std::unique_ptr<IndexDirectory> directory(new IndexDirectory(root));
  RETURN_IF_ERROR(directory->Own());
  return directory;
}

absl::Status IndexDirectory::Own() {
  const std::string path = absl::StrCat(root_, "/", kLock);
  if (lock_.has_value() && IdentityOf(path) == locked_) return absl::OkStatus();
  RETURN_IF_ERROR(CreateDirectories(root_));
  ASSIGN_OR_RETURN(lock_, FileLock::Acquire(path));
  locked_ = IdentityOf(path);
  return absl::OkStatus();
}

absl::StatusOr<IndexName> IndexDirectory::Current() {
  ASSIGN_OR_RETURN(IndexName name, ReadCurrentIndex(root_));
  last_generation_ = std::max(last_generation_, name.generation);
  std::error_code ignored;
  if (!std::filesystem::is_directory(Path(name), ignored)) {
    return absl::NotFoundError(absl::StrCat(Path(name), " is named by CURRENT and does not exist"));
  }
  return name;
}

absl::StatusOr<std::vector<IndexName>> IndexDirectory::List() const {
  std::vector<IndexName> names;
  std::error_code error;
  for (std::filesystem::directory_iterator it(root_, error), end; !error && it != end;
       it.increment(error)) {
    if (auto name = IndexName::Parse(it->path().filename().string()); name.ok()) {
      names.push_back(*std::move(name));
    }
  }
  if (error) return ErrnoToStatus(error.value(), "cannot list", root_);
  return names;
}

absl::StatusOr<IndexName> IndexDirectory::NextName(absl::string_view fingerprint) {
  RETURN_IF_ERROR(Own());
  ASSIGN_OR_RETURN(const std::vector<IndexName> names, List());
  IndexName next{std::string(fingerprint), last_generation_ + 1};
  // CURRENT counts too: its directory may have been deleted by hand.
  if (const auto current = ReadCurrentIndex(root_); current.ok()) {
    next.generation = std::max(next.generation, current->generation + 1);
  }
  for (const IndexName& name : names) {
    next.generation = std::max(next.generation, name.generation + 1);
  }
  last_generation_ = next.generation;
  return next;
}

absl::Status IndexDirectory::SetCurrent(const IndexName& name) {
  // The directory itself has to survive a crash before it is named.
  RETURN_IF_ERROR(SyncDirectory(root_));
  return WriteFileDurably(absl::StrCat(root_, "/", kCurrent), absl::StrCat(name.ToString(), "\n"));
}

absl::Status IndexDirectory::Remove(const IndexName& name) {
  std::error_code error;
  std::filesystem::remove_all(Path(name), error);
  if (error) return ErrnoToStatus(error.value(), "cannot remove", Path(name));
  return absl::OkStatus();
}

absl::Status IndexDirectory::RemoveAllButCurrent() {
  const auto current = Current();
  if (!current.ok() && !absl::IsNotFound(current.status())) return current.status();
  ASSIGN_OR_RETURN(const std::vector<IndexName> names, List());
  for (const IndexName& name : names) {
    if (current.ok() && name == *current) continue;
    RETURN_IF_ERROR(Remove(name));
  }
  return absl::OkStatus();
}

}  // namespace trialdex
