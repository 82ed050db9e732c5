// What options take, said in a line if it is something else. CLI11's own checks
// print whole maps and ranges.
#ifndef TRIALDEX_SERVICES_TRIALCTL_COMMANDS_OPTION_VALUES_H_
#define TRIALDEX_SERVICES_TRIALCTL_COMMANDS_OPTION_VALUES_H_

#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace trialdex {

// For an option of type `Enum` that takes a word, in any case: Option::transform.
template <typename Enum>
CLI::Validator OneOf(std::vector<std::pair<std::string, Enum>> values) {
  const auto word = [](std::string* out, const auto& value) { out->append(value.first); };
  const std::string words = absl::StrJoin(values, ", ", word);
  const std::string described = absl::StrCat("{", absl::StrJoin(values, ",", word), "}");
  return CLI::Validator(
      [values = std::move(values), words](std::string& text) -> std::string {
        for (const auto& [name, value] : values) {
          if (!absl::EqualsIgnoreCase(text, name)) continue;
          text = absl::StrCat(static_cast<int>(value));
          return "";
        }
        return absl::StrCat("'", text, "' is none of ", words);
      },
      described);
}

// For an option that takes a number above 0: Option::check.
inline CLI::Validator AboveZero() {
  return CLI::Validator(
      [](std::string& text) -> std::string {
        double number = 0;
        if (absl::SimpleAtod(text, &number) && number > 0) return "";
        return absl::StrCat("'", text, "' is not a number above 0");
      },
      "");
}

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_COMMANDS_OPTION_VALUES_H_
