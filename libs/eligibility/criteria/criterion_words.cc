#include "libs/eligibility/criteria/criterion_words.h"

#include "absl/strings/match.h"
#include "libs/eligibility/words/word_table.h"

namespace trialdex {
namespace {

constexpr WordTable kFillers(
    "a adult adults all also an any are as at attend baseline be been being by confirmed "
    "consent consenting criteria current currently day defined documentation documented e "
    "eligibility enrolled enrollment enrolment entering entry every evidence first following "
    "from gender had has have having he in inclusion inclusive individual individuals "
    "informed initial into is it known meet must nct of on participant participants "
    "participate participation patient patients people performance person persons presence "
    "present presently randomisation randomization range receive received registration s "
    "score screening sex shall should signature signed signing status study subject subjects "
    "that the their these they this those time to trial unit visit volunteer volunteers was "
    "were which who will with written years");

constexpr WordTable kNegations(
    "absence absent cannot declines denies exclude excludes excluding free inability lack "
    "lacking lacks negative neither never no non none nor not refusal refuse refuses unable "
    "unrelated unwilling without");

constexpr WordTable kConditions(
    "acceptable allowed although arm arms attorney born brother can caregiver caregivers case "
    "cases co cohort cohorts contact contacts control controls could couple couples depending "
    "discretion donor donors eg eligible example except excepting exception exceptions exempt "
    "family father guardian guardians household however husband ie if included including "
    "independent infants irrespective lansky like may member members might mother mothers "
    "offered only otherwise parent parents partner partners permitted preferably preferred "
    "provided recommended regardless relative relatives sibling siblings sister someone "
    "spouse stratum such surrogate twin twins unknown unless unlikely unselected until versus "
    "vs waived when whenever where whereas whether while wife");

constexpr WordTable kPlainGroupWords(
    "acceptance adult age all and any are basic be biologic biological cardiovascular "
    "characteristics chemotherapy clinical co concurrent condition conditions consent "
    "criteria demographics disease diseases each eligibility eligible endocrine enrolled "
    "entry exclude excluded exclusion existing expectancy fertility following for from "
    "fulfill gender general have health hematologic hematopoietic hepatic hormone immunologic "
    "in include inclusion informed is key life main major medical meet meets menopausal must "
    "of or organ other participant participants patient patients performance population "
    "pregnancy prior protocol pulmonary radiotherapy receptor renal reproductive satisfy sex "
    "status study subject subjects surgery symptoms the therapy these to treatment type who "
    "will with");

// "Part 1", "group B", "phase II": one of several populations.
bool IsPartOfStudy(const Words& words, size_t i) {
  if (!words.IsAnyOf(i, {"part", "group", "groups", "phase", "step"})) return false;
  // "Eastern Cooperative Oncology Group 0-2".
  if (words.Is(i - 1, "oncology")) return false;
  const Word& next = words.at(i + 1);
  if (next.kind == Word::Kind::kNumber) return true;
  return next.kind == Word::Kind::kWord &&
         (next.text.size() == 1 || next.text == "ii" || next.text == "iii");
}

}  // namespace

WordRole RoleOf(const Words& words, size_t i, v1::CriterionKind kind) {
  const Word& word = words.at(i);
  const absl::string_view text = word.text;
  if (word.kind == Word::Kind::kSymbol) {
    if (text == "," || text == ";" || text == "/" || text == "&") return WordRole::kJoin;
    const bool compares =
        text[0] == '<' || text[0] == '>' || text == "=" || text == "+" || text == "~";
    return compares ? WordRole::kContent : WordRole::kFiller;
  }
  if (word.kind == Word::Kind::kNumber) return WordRole::kContent;
  if (text == "and" || text == "or" || text == "but") return WordRole::kJoin;
  if (text == "excluded" || text == "ineligible" || text == "exclusion") {
    return kind == v1::CRITERION_KIND_EXCLUSION ? WordRole::kFiller : WordRole::kCondition;
  }
  if (kConditions.Holds(text) || IsPartOfStudy(words, i)) return WordRole::kCondition;
  // What patients "must" is no exclusion, wherever it stands.
  if (kind == v1::CRITERION_KIND_EXCLUSION && words.IsAnyOf(i, {"must", "should", "shall"})) {
    return WordRole::kCondition;
  }
  // "Who have a child": a parent.
  if (text == "child" && words.Is(i - 1, "a") && words.IsAnyOf(i - 2, {"have", "has", "with"})) {
    return WordRole::kCondition;
  }
  if (text == "well" && words.Is(i - 1, "as")) return WordRole::kJoin;
  if (text == "than" && words.Is(i - 1, "other")) return WordRole::kCondition;
  // "i.e.", "e.g.".
  if ((text == "i" || text == "e") && words.Is(i + 1, ".")) return WordRole::kCondition;
  if (kNegations.Holds(text)) return WordRole::kNegation;
  if (kFillers.Holds(text)) return WordRole::kFiller;
  return WordRole::kContent;
}

size_t NeutralPhrase(const Words& words, size_t i) {
  const size_t count = words.MatchAnyOf(i, {"male or female",
                                            "males or females",
                                            "female or male",
                                            "females or males",
                                            "male and female",
                                            "males and females",
                                            "female and male",
                                            "females and males",
                                            "men and women",
                                            "men or women",
                                            "women and men",
                                            "women or men",
                                            "male / female",
                                            "female / male",
                                            "males / females",
                                            "male and / or female",
                                            "both sexes",
                                            "both genders",
                                            "either sex",
                                            "either gender",
                                            "any sex",
                                            "any gender",
                                            "boys and girls",
                                            "boys or girls",
                                            "histologically or cytologically",
                                            "cytologically or histologically",
                                            "histologically and / or cytologically",
                                            "histologically / cytologically",
                                            "histological or cytological",
                                            "cytological or histological",
                                            "histologic or cytologic",
                                            "pathologically or cytologically",
                                            "histologically or pathologically",
                                            "locally advanced or metastatic",
                                            "advanced or metastatic",
                                            "recurrent or metastatic",
                                            "metastatic or recurrent",
                                            "metastatic or unresectable",
                                            "unresectable or metastatic",
                                            "locally advanced and / or metastatic",
                                            "metastatic or locally advanced",
                                            "relapsed or refractory",
                                            "relapsed / refractory",
                                            "recurrent or refractory",
                                            "race or ethnicity",
                                            "race and ethnicity",
                                            "of either sex",
                                            "of any race",
                                            "at the time of",
                                            "on the day of",
                                            "prior to"});
  return words.Is(i + count, "patients") && count > 0 ? count + 1 : count;
}

bool IsPlainGroup(absl::string_view group, v1::CriterionKind kind) {
  const Words words(group);
  for (size_t i = 0; i < words.size(); ++i) {
    const Word& word = words.at(i);
    if (word.kind == Word::Kind::kNumber) return false;
    if (word.kind == Word::Kind::kWord && !kPlainGroupWords.Holds(word.text)) return false;
    if (kind != v1::CRITERION_KIND_EXCLUSION && words.IsAnyOf(i, {"any", "or"})) return false;
  }
  return true;
}

bool ImpliesInclusion(absl::string_view group) {
  static constexpr absl::string_view kHeadings[] = {"disease characteristics",
                                                    "patient characteristics",
                                                    "prior concurrent therapy",
                                                    "prior/concurrent therapy",
                                                    "hematopoietic",
                                                    "hepatic",
                                                    "renal",
                                                    "cardiovascular",
                                                    "pulmonary",
                                                    "performance status",
                                                    "life expectancy",
                                                    "menopausal status",
                                                    "biologic therapy",
                                                    "endocrine therapy",
                                                    "chemotherapy",
                                                    "radiotherapy",
                                                    "surgery",
                                                    "age",
                                                    "sex",
                                                    "other",
                                                    "protocol entry criteria"};
  for (const absl::string_view heading : kHeadings) {
    if (absl::StartsWithIgnoreCase(group, heading)) return true;
  }
  return false;
}

bool IsAgeGroup(absl::string_view group) {
  const Words words(group);
  size_t last = words.size();
  while (last > 0 && words.at(last - 1).kind == Word::Kind::kSymbol) --last;
  return words.Is(last - 1, "age");
}

}  // namespace trialdex
