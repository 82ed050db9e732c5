#include "libs/eligibility/criteria/criterion_rules.h"

#include <algorithm>
#include <utility>

#include "libs/eligibility/criteria/criterion_words.h"
#include "libs/eligibility/criteria/sentence_pieces.h"
#include "libs/eligibility/words/word_table.h"

namespace trialdex {
namespace {

// Beside a treatment, these make more of it than having had it: "two prior regimens",
// "recovered from prior chemotherapy".
constexpr WordTable kTherapyDetails(
    "course courses cycles effects failed failure induced line lines progressed progression "
    "recovered refractory regimen regimens toxicity");

// Each requirement has one of these words; most items have none and need no reading.
constexpr WordTable kAnchors(
    "age aged ages alk anaplastic b bcr blood bone boys braf brca brca1 brca2 breast "
    "breastfeed breastfeeding cd20 chemo chemotherapies chemotherapy deficient dmmr eastern "
    "ecog egfr endocrine epidermal er erbb2 estrogen female females flt3 girls gravid hbsag "
    "hbv hcv healthy hep hepatitis her her2 her2neu hiv hormonal hormone hpv hr human idh1 "
    "idh2 immunotherapy investigational irradiation k karnofsky kps kras lactating lactation "
    "male males man men microsatellite mismatch msi mss n nonlactating nonpregnant nras ntrk "
    "nursing oestrogen old older pd pdl1 performance pgr ph philadelphia pmmr pr pregnancy "
    "pregnant progesterone radiation radio radiotherapy ras ret ros ros1 stage stages stem "
    "surgeries surgery surgical systemic tnbc triple who woman women world xrt y yo younger "
    "zubrod");

// Decides how the pieces of one sentence belong together.
class Joiner {
 public:
  Joiner(const Words& words, SentencePieces sentence, v1::CriterionKind kind)
      : words_(words), sentence_(std::move(sentence)), kind_(kind) {}

  ItemReading Join() && {
    if (!IsSound() || !IsOneOfEach() || !DropUnsureTherapies()) return {};
    return kind_ == v1::CRITERION_KIND_INCLUSION ? Inclusion() : Exclusion();
  }

 private:
  std::vector<Piece>& pieces() { return sentence_.pieces; }
  const std::vector<Piece>& pieces() const { return sentence_.pieces; }

  // True if each piece says what it seems to say.
  bool IsSound() const {
    for (const Piece& piece : pieces()) {
      // A negation that is no part of a piece may reach every piece after it.
      const bool negation_before = !sentence_.negations.empty() &&
                                   sentence_.negations.front() < piece.begin && !piece.denied;
      if (negation_before || (piece.denied && sentence_.ors > 0)) return false;
      // "no HIV infection with …": what follows may narrow what is denied.
      const bool followed = piece.end < sentence_.end &&
                            RoleOf(words_, piece.end, kind_) != WordRole::kJoin &&
                            !words_.IsAnyOf(piece.end, {")", "."});
      if (piece.requirement.negated && followed && sentence_.content > 0) return false;
      if (piece.Is<Performance>() && sentence_.content > 0 && IsForSome(piece)) return false;
      // "both HIV seropositive and seronegative".
      if (piece.Is<MarkersAsked>() && SaysOneMoreState()) return false;
      // "Over age 8: FEV1 at least 50 %".
      if (piece.Is<AgeLimits>() && words_.Is(piece.end, ":")) return false;
    }
    return true;
  }

  // "Karnofsky 50-100 % (10 to 21 years)", "ECOG 2 must be due to pain": a rule for some.
  bool IsForSome(const Piece& piece) const {
    const auto& performance = std::get<Performance>(piece.requirement.asked);
    if (performance.lowest == performance.highest) return true;
    for (size_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (words_.IsAnyOf(i, {"years", "age", "aged"}) && !sentence_.IsInPiece(i)) return true;
    }
    return false;
  }

  bool SaysOneMoreState() const {
    for (size_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (words_.IsAnyOf(i, {"positive", "negative", "seropositive", "seronegative"}) &&
          i > pieces().front().begin && !sentence_.IsInPiece(i)) {
        return true;
      }
    }
    return false;
  }

  // "over 5 … and under 90": each gives one end.
  static bool IsRangeInTwoParts(const AgeLimits& a, const AgeLimits& b) {
    const bool a_low = a.until_possible == AgeLimits::kNone;
    const bool b_low = b.until_possible == AgeLimits::kNone;
    if (a_low == b_low) return false;
    const AgeLimits& low = a_low ? a : b;
    const AgeLimits& high = a_low ? b : a;
    return high.from_possible == 0 && low.from_certain < high.until_certain;
  }

  // Two ages, two sexes, two stages are of different groups of patients.
  bool IsOneOfEach() const {
    for (size_t a = 0; a < pieces().size(); ++a) {
      for (size_t b = a + 1; b < pieces().size(); ++b) {
        if (!GoTogether(pieces()[a], pieces()[b])) return false;
      }
    }
    return true;
  }

  bool GoTogether(const Piece& a, const Piece& b) const {
    if (a.requirement.asked.index() != b.requirement.asked.index()) return true;
    if (const auto* age = std::get_if<AgeLimits>(&a.requirement.asked)) {
      // "under 18 or over 65".
      if (sentence_.ors > 0 && pieces().size() == 2) return true;
      return IsRangeInTwoParts(*age, std::get<AgeLimits>(b.requirement.asked));
    }
    if (const auto* performance = std::get_if<Performance>(&a.requirement.asked)) {
      return performance->scale != std::get<Performance>(b.requirement.asked).scale;
    }
    return !a.Is<SexAsked>() && !a.Is<StagesAsked>();
  }

  // What is asked of treatments is often more than its words say: kept only if all of the
  // sentence was read, or if it keeps patients out. False if nothing is left.
  bool DropUnsureTherapies() {
    bool details = false;
    for (size_t i = sentence_.begin; i < sentence_.end; ++i) {
      details |= kTherapyDetails.Holds(words_.at(i).text);
    }
    const bool keep = sentence_.content == 0 || kind_ == v1::CRITERION_KIND_EXCLUSION;
    const auto unsure = std::remove_if(pieces().begin(), pieces().end(), [&](const Piece& piece) {
      return piece.Is<TherapyAsked>() && (details || !(keep || piece.requirement.negated));
    });
    sentence_.content += static_cast<int>(pieces().end() - unsure);
    pieces().erase(unsure, pieces().end());
    return !pieces().empty();
  }

  ItemReading Take(ItemReading::Join join, bool complete) {
    ItemReading reading{join, complete, {}};
    for (Piece& piece : pieces()) reading.requirements.push_back(std::move(piece.requirement));
    return reading;
  }

  ItemReading Inclusion() {
    for (const Piece& piece : pieces()) {
      // "…, pregnant women, …": one of a list of those who need care.
      if (piece.Is<ConditionsAsked>() && !piece.requirement.negated &&
          !IsFirst(words_, sentence_.begin, piece.begin, kind_)) {
        return {};
      }
    }
    if (sentence_.ors == 0) return Take(ItemReading::Join::kAll, sentence_.content == 0);
    // Alternatives are read only if there is nothing else.
    if (sentence_.content > 0 || HasAndOutside() || pieces().size() < 2) return {};
    return Take(ItemReading::Join::kAny, /*complete=*/true);
  }

  ItemReading Exclusion() {
    for (const Piece& piece : pieces()) {
      // "not pregnant" among exclusions is meant as its contrary as often as not.
      if (piece.denied || (piece.Is<ConditionsAsked>() && piece.requirement.negated)) return {};
    }
    if (sentence_.content == 0) {
      if (pieces().size() == 1) return Take(ItemReading::Join::kAll, /*complete=*/true);
      if (sentence_.ors > 0 && !HasAndOutside())
        return Take(ItemReading::Join::kAny, /*complete=*/true);
      if (sentence_.ors == 0 && sentence_.joins == 0)
        return Take(ItemReading::Join::kAll, /*complete=*/true);
      return {};
    }
    // "under 7 years of age unable to consent": two items in one.
    const bool fused = !sentence_.negations.empty();
    if (sentence_.ors == 0 && sentence_.joins == 0 && !fused) {
      return Take(ItemReading::Join::kAll, /*complete=*/false);
    }
    // "pregnant, or …": being pregnant is enough, whatever the rest says.
    const Piece& first = pieces().front();
    const bool alone = IsFirst(words_, sentence_.begin, first.begin, kind_) &&
                       words_.IsAnyOf(first.end, {",", "or", ";", "/", ")", "."});
    if (!first.Is<ConditionsAsked>() || !alone) return {};
    pieces().resize(1);
    return Take(ItemReading::Join::kAny, /*complete=*/false);
  }

  bool HasAndOutside() const {
    for (size_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (words_.Is(i, "and") && !sentence_.IsInPiece(i)) return true;
    }
    return false;
  }

  const Words& words_;
  SentencePieces sentence_;
  const v1::CriterionKind kind_;
};

// What is left of a reading when other sentences, which were not read, stand beside it.
ItemReading WithOthers(ItemReading reading, v1::CriterionKind kind) {
  if (kind == v1::CRITERION_KIND_INCLUSION) {
    if (reading.join == ItemReading::Join::kAny && reading.requirements.size() > 1) return {};
    reading.join = ItemReading::Join::kAll;
  } else {
    // Each sentence keeps patients out by itself.
    if (!reading.complete || reading.requirements.size() > 1) return {};
    reading.join = ItemReading::Join::kAny;
  }
  reading.complete = false;
  return reading;
}

}  // namespace

ItemReading ReadItem(absl::string_view item, v1::CriterionKind kind, bool age_heading) {
  const Words words(item);
  bool anchored = age_heading;
  for (size_t i = 0; i < words.size(); ++i) {
    // One condition, and nothing of the whole item can be relied on.
    if (RoleOf(words, i, kind) == WordRole::kCondition) return {};
    anchored |= kAnchors.Holds(words.at(i).text);
  }
  if (!anchored) return {};
  ItemReading reading;
  bool others = false;
  for (size_t begin = 0; begin < words.size();) {
    size_t end = begin + 1;
    while (end < words.size() && !words.StartsSentence(end)) ++end;
    SentencePieces sentence = FindPieces(words, begin, end, kind, age_heading);
    const bool silent = sentence.pieces.empty() && sentence.content == 0;
    // "Because no data are available in children, …" explains and asks for nothing.
    const bool explains = words.IsAnyOf(begin, {"because", "since"});
    begin = end;
    if (silent || explains) continue;
    if (!reading.requirements.empty() || sentence.pieces.empty()) {
      others = true;
      continue;
    }
    reading = Joiner(words, std::move(sentence), kind).Join();
    others |= reading.requirements.empty();
  }
  if (others && !reading.requirements.empty()) return WithOthers(std::move(reading), kind);
  return reading;
}

}  // namespace trialdex
