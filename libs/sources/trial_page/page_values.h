// Labels and values of a trial page.
#ifndef TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_PAGE_VALUES_H_
#define TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_PAGE_VALUES_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "libs/sources/trial_page/page_sections.h"
#include "libs/sources/unknown_fields.h"
#include "libs/trial/enum_names.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// What the section readers fill: the Trial, and what has no place in it. Not thread-safe.
class PageTrial {
 public:
  // `trial` must outlive this object.
  explicit PageTrial(v1::Trial& trial) : trial_(trial), unknown_(trial) {}

  v1::Trial* operator->() { return &trial_; }
  v1::Trial& operator*() { return trial_; }

  // Counts `text` as an unknown field "page/<heading of body>".
  void AddUnknown(const PageSectionBody& body, absl::string_view text);

  // The value that `word` names. If there is none, `word` is listed as an
  // unrecognized value of `path` and the result is `_UNSPECIFIED`.
  template <typename Enum>
  Enum ReadEnum(absl::string_view word, absl::string_view path) {
    if (const std::optional<Enum> value = ParseEnum<Enum>(word)) return *value;
    AddUnrecognized(path, word);
    return static_cast<Enum>(0);
  }

 private:
  void AddUnrecognized(absl::string_view path, absl::string_view value);

  v1::Trial& trial_;
  UnknownFields unknown_;
};

// The value behind `label` on a line "Label", "Label value" or "Label: value";
// empty for the first form and for "-". nullopt if the line has another label.
std::optional<absl::string_view> LabelValue(absl::string_view line, absl::string_view label);

// `text` without a list bullet at its front.
absl::string_view WithoutBullet(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_PAGE_VALUES_H_
