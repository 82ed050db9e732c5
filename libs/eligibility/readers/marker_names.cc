#include "libs/eligibility/readers/marker_names.h"

namespace trialdex {
namespace {

// Longer ones first where one begins another.
constexpr MarkerName kNames[] = {
    {"her2 / neu", Marker::kHer2, Marker::kHer2Mutation},
    {"her 2 / neu", Marker::kHer2, Marker::kHer2Mutation},
    {"human epidermal growth factor receptor 2", Marker::kHer2, Marker::kHer2Mutation},
    {"her2neu", Marker::kHer2, Marker::kHer2Mutation},
    {"her2", Marker::kHer2, Marker::kHer2Mutation},
    {"her 2", Marker::kHer2, Marker::kHer2Mutation},
    {"erbb2", Marker::kHer2, Marker::kHer2Mutation},
    {"estrogen receptor", Marker::kEstrogenReceptor, Marker::kEstrogenReceptor},
    {"oestrogen receptor", Marker::kEstrogenReceptor, Marker::kEstrogenReceptor},
    {"er", Marker::kEstrogenReceptor, Marker::kEstrogenReceptor},
    {"progesterone receptor", Marker::kProgesteroneReceptor, Marker::kProgesteroneReceptor},
    {"pgr", Marker::kProgesteroneReceptor, Marker::kProgesteroneReceptor},
    {"pr", Marker::kProgesteroneReceptor, Marker::kProgesteroneReceptor},
    {"hormone receptor", Marker::kHormoneReceptor, Marker::kHormoneReceptor},
    {"hormonal receptor", Marker::kHormoneReceptor, Marker::kHormoneReceptor},
    {"hr", Marker::kHormoneReceptor, Marker::kHormoneReceptor},
    {"epidermal growth factor receptor", Marker::kEgfrExpression, Marker::kEgfrMutation},
    {"egfr", Marker::kEgfrExpression, Marker::kEgfrMutation},
    {"anaplastic lymphoma kinase", Marker::kAlk, Marker::kAlk},
    {"alk", Marker::kAlk, Marker::kAlk},
    {"ros1", Marker::kRos1, Marker::kRos1},
    {"ros 1", Marker::kRos1, Marker::kRos1},
    {"ret", Marker::kRet, Marker::kRet},
    {"ntrk", Marker::kNtrk, Marker::kNtrk},
    {"kras", Marker::kKras, Marker::kKras},
    {"k ras", Marker::kKras, Marker::kKras},
    {"nras", Marker::kNras, Marker::kNras},
    {"n ras", Marker::kNras, Marker::kNras},
    {"ras", Marker::kRas, Marker::kRas},
    {"b raf", Marker::kBraf, Marker::kBraf},
    {"braf", Marker::kBraf, Marker::kBraf},
    {"pd l1", Marker::kPdL1, Marker::kPdL1},
    {"pdl1", Marker::kPdL1, Marker::kPdL1},
    {"brca1", Marker::kBrca1, Marker::kBrca1},
    {"brca2", Marker::kBrca2, Marker::kBrca2},
    {"brca", Marker::kBrca, Marker::kBrca},
    {"idh1", Marker::kIdh1, Marker::kIdh1},
    {"idh2", Marker::kIdh2, Marker::kIdh2},
    {"flt3", Marker::kFlt3, Marker::kFlt3},
    {"philadelphia chromosome", Marker::kPhiladelphia, Marker::kPhiladelphia},
    {"bcr abl", Marker::kPhiladelphia, Marker::kPhiladelphia},
    {"ph", Marker::kPhiladelphia, Marker::kPhiladelphia},
    {"cd20", Marker::kCd20, Marker::kCd20},
    {"human immunodeficiency virus", Marker::kHiv, Marker::kHiv, true},
    {"hiv", Marker::kHiv, Marker::kHiv, true},
    {"hepatitis b", Marker::kHbv, Marker::kHbv, true},
    {"hep b", Marker::kHbv, Marker::kHbv, true},
    {"hbv", Marker::kHbv, Marker::kHbv, true},
    {"hbsag", Marker::kHbv, Marker::kHbv, true},
    {"hepatitis c", Marker::kHcv, Marker::kHcv, true},
    {"hep c", Marker::kHcv, Marker::kHcv, true},
    {"hcv", Marker::kHcv, Marker::kHcv, true},
    {"human papillomavirus", Marker::kHpv, Marker::kHpv, true},
    {"hpv", Marker::kHpv, Marker::kHpv, true},
};

constexpr MarkerPhrase kPhrases[] = {
    {"microsatellite instability high", {Marker::kMsi, true}},
    {"high microsatellite instability", {Marker::kMsi, true}},
    {"msi high", {Marker::kMsi, true}},
    {"msi h", {Marker::kMsi, true}},
    {"dmmr", {Marker::kMsi, true}},
    {"mismatch repair deficient", {Marker::kMsi, true}},
    {"deficient mismatch repair", {Marker::kMsi, true}},
    {"microsatellite stable", {Marker::kMsi, false}},
    {"mss", {Marker::kMsi, false}},
    {"pmmr", {Marker::kMsi, false}},
    {"mismatch repair proficient", {Marker::kMsi, false}},
};

struct MarkerLabel {
  Marker marker;
  absl::string_view name;
  absl::string_view present;
  absl::string_view absent;
};

constexpr MarkerLabel kLabels[] = {
    {Marker::kHer2, "HER2", "HER2 positive", "HER2 negative"},
    {Marker::kHer2Mutation, "HER2 mutation", "HER2 mutated", "HER2 wild type"},
    {Marker::kEstrogenReceptor, "ER", "ER positive", "ER negative"},
    {Marker::kProgesteroneReceptor, "PR", "PR positive", "PR negative"},
    {Marker::kHormoneReceptor, "HR", "hormone receptor positive", "hormone receptor negative"},
    {Marker::kEgfrMutation, "EGFR mutation", "EGFR mutated", "EGFR wild type"},
    {Marker::kEgfrExpression, "EGFR", "EGFR positive", "EGFR negative"},
    {Marker::kAlk, "ALK", "ALK positive", "ALK negative"},
    {Marker::kRos1, "ROS1", "ROS1 positive", "ROS1 negative"},
    {Marker::kRet, "RET", "RET altered", "RET negative"},
    {Marker::kNtrk, "NTRK", "NTRK fusion", "no NTRK fusion"},
    {Marker::kKras, "KRAS", "KRAS mutated", "KRAS wild type"},
    {Marker::kNras, "NRAS", "NRAS mutated", "NRAS wild type"},
    {Marker::kRas, "RAS", "RAS mutated", "RAS wild type"},
    {Marker::kBraf, "BRAF", "BRAF mutated", "BRAF wild type"},
    {Marker::kPdL1, "PD-L1", "PD-L1 positive", "PD-L1 negative"},
    {Marker::kBrca1, "BRCA1", "BRCA1 mutated", "BRCA1 wild type"},
    {Marker::kBrca2, "BRCA2", "BRCA2 mutated", "BRCA2 wild type"},
    {Marker::kBrca, "BRCA", "BRCA mutated", "BRCA wild type"},
    {Marker::kMsi, "MSI", "MSI high", "microsatellite stable"},
    {Marker::kIdh1, "IDH1", "IDH1 mutated", "IDH1 wild type"},
    {Marker::kIdh2, "IDH2", "IDH2 mutated", "IDH2 wild type"},
    {Marker::kFlt3, "FLT3", "FLT3 mutated", "FLT3 wild type"},
    {Marker::kPhiladelphia, "Ph", "Philadelphia chromosome positive",
     "Philadelphia chromosome negative"},
    {Marker::kCd20, "CD20", "CD20 positive", "CD20 negative"},
    {Marker::kHpv, "HPV", "HPV positive", "HPV negative"},
    {Marker::kHiv, "HIV", "HIV positive", "HIV negative"},
    {Marker::kHbv, "HBV", "hepatitis B positive", "hepatitis B negative"},
    {Marker::kHcv, "HCV", "hepatitis C positive", "hepatitis C negative"},
};

template <typename Table>
auto FirstMatch(const Table& table, const Words& words, size_t& i) -> decltype(&table[0]) {
  if (words.at(i).kind != Word::Kind::kWord) return nullptr;
  for (const auto& row : table) {
    if (row.words[0] != words.at(i).text[0]) continue;
    if (const size_t count = words.Match(i, row.words); count != 0) {
      i += count;
      return &row;
    }
  }
  return nullptr;
}

}  // namespace

const MarkerName* ReadMarkerName(const Words& words, size_t& i) {
  return FirstMatch(kNames, words, i);
}

const MarkerPhrase* ReadMarkerPhrase(const Words& words, size_t& i) {
  return FirstMatch(kPhrases, words, i);
}

absl::string_view NameOf(Marker marker) {
  for (const MarkerLabel& row : kLabels) {
    if (row.marker == marker) return row.name;
  }
  return "";
}

absl::string_view Label(const MarkerState& state) {
  for (const MarkerLabel& row : kLabels) {
    if (row.marker == state.marker) return state.present ? row.present : row.absent;
  }
  return "";
}

}  // namespace trialdex
