#include "services/trialctl/commands/ranking_options.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/trial/enum_names.h"

namespace trialdex {
namespace {

double ReadNumber(const std::string& option, const std::string& text) {
  double number = 0;
  if (!absl::SimpleAtod(text, &number)) {
    throw CLI::ValidationError(option, absl::StrCat("'", text, "' is not a number"));
  }
  return number;
}

void ReadWeight(const std::string& text, v1::SearchTrialsRequest& request) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
  if (parts.first.empty() || parts.second.empty()) {
    throw CLI::ValidationError("--weight", absl::StrCat("'", text, "' is not FIELD=NUMBER"));
  }
  (*request.mutable_field_weights())[parts.first] =
      static_cast<float>(ReadNumber("--weight", parts.second));
}

void ReadNear(const std::string& text, v1::SearchTrialsRequest& request) {
  const std::vector<std::string> parts = absl::StrSplit(text, ',');
  if (parts.size() != 2 && parts.size() != 3) {
    throw CLI::ValidationError("--near", "wants LATITUDE,LONGITUDE or LATITUDE,LONGITUDE,KM");
  }
  v1::DistanceDecay& distance = *request.mutable_distance();
  distance.mutable_center()->set_latitude(ReadNumber("--near", parts[0]));
  distance.mutable_center()->set_longitude(ReadNumber("--near", parts[1]));
  if (parts.size() == 3) distance.set_scale_km(ReadNumber("--near", parts[2]));
}

}  // namespace

void AddRankingOptions(CLI::App& command, v1::SearchTrialsRequest& request) {
  command.add_option_function<std::vector<std::string>>(
      "--weight",
      [&request](const std::vector<std::string>& weights) {
        for (const std::string& weight : weights) ReadWeight(weight, request);
      },
      "FIELD=NUMBER: what a field counts, for example 'BriefTitle=3'; may be repeated");
  command.add_option_function<double>(
      "--recency",
      [&request](const double& days) { request.mutable_recency()->set_scale_days(days); },
      "Halve scores for each so many days since the last update");
  command.add_option_function<std::string>(
      "--near", [&request](const std::string& text) { ReadNear(text, request); },
      "LAT,LON[,KM]: halve scores for each so many km to the nearest site (default 483)");
  AddExpansionOption(command, request);
}

void AddExpansionOption(CLI::App& command, v1::SearchTrialsRequest& request) {
  command.add_option_function<std::string>(
      "--expansion",
      [&request](const std::string& name) {
        const std::optional<v1::Expansion> expansion = ParseEnum<v1::Expansion>(name);
        if (!expansion.has_value()) {
          throw CLI::ValidationError("--expansion",
                                     absl::StrCat("'", name, "' is no level of expansion"));
        }
        request.set_expansion(*expansion);
      },
      "How far words are expanded where the query does not say: none, term, concept, relaxation "
      "(default) or lossy");
}

}  // namespace trialdex
