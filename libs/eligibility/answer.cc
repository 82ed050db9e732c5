#include "libs/eligibility/answer.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/eligibility/criteria/criterion_rules.h"
#include "libs/eligibility/describe.h"
#include "libs/eligibility/verdict.h"
#include "libs/trial/age.h"

namespace trialdex {
namespace {

v1::MatchAnswer AnswerOf(Truth truth, bool excludes) {
  if (truth == Truth::kUnknown) return v1::MATCH_ANSWER_UNKNOWN;
  return (truth == Truth::kTrue) != excludes ? v1::MATCH_ANSWER_MEETS : v1::MATCH_ANSWER_FAILS;
}

v1::CriterionList ListOf(v1::CriterionKind kind) {
  switch (kind) {
    case v1::CRITERION_KIND_INCLUSION:
      return v1::CRITERION_LIST_INCLUSION;
    case v1::CRITERION_KIND_EXCLUSION:
      return v1::CRITERION_LIST_EXCLUSION;
    default:
      return v1::CRITERION_LIST_UNSPECIFIED;
  }
}

// Puts the answers to one trial into its message.
class Answers {
 public:
  Answers(const PatientFacts& facts, bool with_items, v1::TrialMatch& match)
      : facts_(facts), with_items_(with_items), match_(match) {}

  // `open_because` as in Add.
  void AddField(absl::string_view text, const Requirement& requirement,
                absl::string_view open_because = "") {
    const Verdict verdict = Judge(requirement, facts_);
    Add(v1::CRITERION_LIST_STRUCTURED, text, AnswerOf(verdict.truth, /*excludes=*/false),
        &requirement, verdict, open_because);
  }

  // A field that lets everybody in.
  void AddOpenField(absl::string_view text, absl::string_view kind) {
    v1::CriterionMatch* const item =
        Count(v1::CRITERION_LIST_STRUCTURED, text, v1::MATCH_ANSWER_MEETS);
    if (item == nullptr) return;
    item->set_requirement(std::string(kind));
    item->set_reason("open to everybody");
  }

  void AddItem(const v1::Criterion& criterion, const ReadCriterion& read) {
    const v1::CriterionList list = ListOf(read.kind);
    if (read.reading.requirements.empty()) {
      v1::CriterionMatch* const item = Count(list, criterion.text(), v1::MATCH_ANSWER_UNKNOWN);
      if (item != nullptr) item->set_reason("not read for sure");
      return;
    }
    const ItemVerdict judged = Judge(read.reading, facts_);
    const bool excludes = read.kind == v1::CRITERION_KIND_EXCLUSION;
    Add(list, criterion.text(), AnswerOf(judged.verdict.truth, excludes),
        &read.reading.requirements[judged.requirement], judged.verdict,
        read.reading.complete ? "" : "the rest of the item was not read");
  }

 private:
  v1::CriterionMatch* Count(v1::CriterionList list, absl::string_view text,
                            v1::MatchAnswer answer) {
    switch (answer) {
      case v1::MATCH_ANSWER_MEETS:
        match_.set_meets_count(match_.meets_count() + 1);
        break;
      case v1::MATCH_ANSWER_FAILS:
        match_.set_fails_count(match_.fails_count() + 1);
        break;
      default:
        match_.set_unknown_count(match_.unknown_count() + 1);
    }
    if (!with_items_) return nullptr;
    v1::CriterionMatch* const item = match_.add_criteria();
    item->set_list(list);
    item->set_text(std::string(text));
    item->set_answer(answer);
    return item;
  }

  // `open_because` says why the answer may be unknown though a fact is known.
  void Add(v1::CriterionList list, absl::string_view text, v1::MatchAnswer answer,
           const Requirement* requirement, const Verdict& verdict, absl::string_view open_because) {
    v1::CriterionMatch* const item = Count(list, text, answer);
    if (item == nullptr) return;
    item->set_requirement(KindOf(*requirement));
    item->set_begin(static_cast<int32_t>(requirement->span.begin));
    item->set_end(static_cast<int32_t>(requirement->span.end));
    item->set_fact(verdict.fact);
    item->set_note_begin(static_cast<int32_t>(verdict.note.begin));
    item->set_note_end(static_cast<int32_t>(verdict.note.end));
    const absl::string_view verb = list == v1::CRITERION_LIST_EXCLUSION ? "excludes " : "asks for ";
    std::string reason = absl::StrCat(verb, Describe(*requirement), "; ");
    if (verdict.fact.empty()) {
      absl::StrAppend(&reason, "nothing is known of it");
    } else {
      absl::StrAppend(&reason, "known: ", verdict.fact);
      if (answer == v1::MATCH_ANSWER_UNKNOWN && !open_because.empty()) {
        absl::StrAppend(&reason, "; ", open_because);
      }
    }
    item->set_reason(std::move(reason));
  }

  const PatientFacts& facts_;
  const bool with_items_;
  v1::TrialMatch& match_;
};

void AddAgeFields(const v1::Eligibility& eligibility, Answers& answers) {
  if (eligibility.has_minimum_age()) {
    AgeLimits limits;
    limits.from_possible = limits.from_certain = AgeInYears(eligibility.minimum_age());
    answers.AddField(absl::StrCat("Minimum age: ", FormatAge(eligibility.minimum_age())), {limits});
  }
  if (eligibility.has_maximum_age()) {
    // The limit is in, to its last day.
    v1::Age next = eligibility.maximum_age();
    next.set_value(next.value() + 1);
    AgeLimits limits;
    limits.until_possible = limits.until_certain = AgeInYears(next);
    answers.AddField(absl::StrCat("Maximum age: ", FormatAge(eligibility.maximum_age())), {limits});
  }
}

void AddSexField(const v1::Eligibility& eligibility, Answers& answers) {
  if (eligibility.sex() == v1::SEX_ALL) {
    answers.AddOpenField("Sex: all", "sex");
  } else if (eligibility.sex() != v1::SEX_UNSPECIFIED) {
    const SexAsked asked{eligibility.sex()};
    answers.AddField(
        absl::StrCat("Sex: ", Describe(eligibility.sex())),
        {asked, false, eligibility.gender_based()},
        eligibility.gender_based() ? "it goes by gender identity, which is not known" : "");
  }
}

void AddHealthField(const v1::Eligibility& eligibility, Answers& answers) {
  if (!eligibility.has_healthy_volunteers()) return;
  if (eligibility.healthy_volunteers()) {
    answers.AddOpenField("Healthy volunteers: accepted", "healthy");
  } else {
    answers.AddField("Healthy volunteers: not accepted", {HealthAsked{}, true});
  }
}

v1::PatientFact MakeFact(absl::string_view kind, std::string value, const TextSpan& span) {
  v1::PatientFact fact;
  fact.set_kind(std::string(kind));
  fact.set_value(std::move(value));
  fact.set_begin(static_cast<int32_t>(span.begin));
  fact.set_end(static_cast<int32_t>(span.end));
  return fact;
}

std::string YesOrNo(bool value) { return value ? "yes" : "no"; }

}  // namespace

void AnswerCriteria(const PatientFacts& facts, const v1::Eligibility& eligibility, bool with_items,
                    v1::TrialMatch& match) {
  Answers answers(facts, with_items, match);
  AddAgeFields(eligibility, answers);
  AddSexField(eligibility, answers);
  AddHealthField(eligibility, answers);
  const std::vector<ReadCriterion> read = ReadCriteria(eligibility);
  for (size_t i = 0; i < read.size(); ++i) {
    answers.AddItem(eligibility.criteria(static_cast<int>(i)), read[i]);
  }
}

std::vector<v1::PatientFact> ListFacts(const PatientFacts& facts) {
  std::vector<v1::PatientFact> list;
  const auto add = [&list](absl::string_view kind, std::string value, const TextSpan& span) {
    list.push_back(MakeFact(kind, std::move(value), span));
  };
  if (facts.age) add("age", Describe(facts.age->value), facts.age->span);
  if (facts.sex) add("sex", Describe(facts.sex->value), facts.sex->span);
  if (facts.healthy) add("healthy", YesOrNo(facts.healthy->value), facts.healthy->span);
  if (facts.pregnant) add("pregnancy", YesOrNo(facts.pregnant->value), facts.pregnant->span);
  if (facts.breastfeeding) {
    add("breastfeeding", YesOrNo(facts.breastfeeding->value), facts.breastfeeding->span);
  }
  for (const auto& fact : facts.performance) {
    add(KindOf(Requirement{fact.value}), Describe(fact.value), fact.span);
  }
  for (const auto& fact : facts.stages) {
    add("stage", Describe(StagesAsked{fact.value}), fact.span);
  }
  for (const auto& fact : facts.markers) {
    add(KindOf(Requirement{MarkersAsked{{fact.value}}}), Describe(fact.value), fact.span);
  }
  for (const auto& fact : facts.therapies) add("therapy", Describe(fact.value), fact.span);
  return list;
}

}  // namespace trialdex
