#include <cstddef>

#include "absl/strings/match.h"
#include "libs/eligibility/criteria/criterion_rules.h"
#include "libs/eligibility/criteria/criterion_words.h"
#include "libs/eligibility/words/words.h"

namespace trialdex {
namespace {

v1::CriterionKind KindOf(const v1::Criterion& item) {
  if (item.kind() != v1::CRITERION_KIND_UNSPECIFIED) return item.kind();
  return ImpliesInclusion(item.group()) ? v1::CRITERION_KIND_INCLUSION
                                        : v1::CRITERION_KIND_UNSPECIFIED;
}

// True if the children of `parent` stand for themselves: all of them are asked for
// (inclusion), each of them excludes (exclusion).
bool LeavesChildrenAlone(absl::string_view parent, v1::CriterionKind kind) {
  const Words words(parent);
  bool all = false;
  bool any = false;
  for (size_t i = 0; i < words.size(); ++i) {
    const WordRole role = RoleOf(words, i, kind);
    all |= words.Is(i, "all");
    any |= words.IsAnyOf(i, {"any", "following"});
    if (words.IsAnyOf(i, {"meet", "meets", "satisfy", "fulfill", "met", "conditions", "one"})) {
      if (words.Is(i, "one") && kind == v1::CRITERION_KIND_INCLUSION) return false;
      continue;
    }
    if (role == WordRole::kContent || role == WordRole::kNegation || role == WordRole::kCondition) {
      return false;
    }
  }
  return kind == v1::CRITERION_KIND_INCLUSION ? all : any;
}

bool HasCondition(absl::string_view text, v1::CriterionKind kind) {
  const Words words(text);
  for (size_t i = 0; i < words.size(); ++i) {
    if (RoleOf(words, i, kind) == WordRole::kCondition) return true;
  }
  return false;
}

class ListReader {
 public:
  explicit ListReader(const v1::Eligibility& eligibility) : criteria_(eligibility.criteria()) {}

  std::vector<ReadCriterion> Read() {
    std::vector<ReadCriterion> read;
    read.reserve(static_cast<size_t>(criteria_.size()));
    for (int i = 0; i < criteria_.size(); ++i) {
      const v1::Criterion& item = criteria_[i];
      ReadCriterion& out = read.emplace_back();
      out.kind = KindOf(item);
      if (out.kind == v1::CRITERION_KIND_UNSPECIFIED) continue;
      if (!IsPlainGroup(item.group(), out.kind) || !StandsAlone(i, out.kind)) continue;
      out.reading = ReadItem(item.text(), out.kind, IsAgeGroup(item.group()));
    }
    return read;
  }

 private:
  // Neither changed by the items above nor by its children.
  bool StandsAlone(int i, v1::CriterionKind kind) const {
    const v1::Criterion& item = criteria_[i];
    int depth = item.depth();
    for (int above = i - 1; above >= 0 && depth > 0; --above) {
      if (criteria_[above].depth() >= depth) continue;
      depth = criteria_[above].depth();
      if (!LeavesChildrenAlone(criteria_[above].text(), kind)) return false;
    }
    if (absl::EndsWith(item.text(), ":")) return false;
    // "… OR" on a line of its own, or at the end of this one or the one before.
    if (EndsInOr(item.text()) || (i > 0 && EndsInOr(criteria_[i - 1].text()))) return false;
    for (int child = i + 1; child < criteria_.size(); ++child) {
      if (criteria_[child].depth() <= item.depth()) break;
      if (HasCondition(criteria_[child].text(), kind)) return false;
    }
    return true;
  }

  static bool EndsInOr(absl::string_view text) {
    return absl::EndsWithIgnoreCase(text, " or") || absl::EqualsIgnoreCase(text, "or") ||
           absl::EndsWithIgnoreCase(text, "and/or");
  }

  const google::protobuf::RepeatedPtrField<v1::Criterion>& criteria_;
};

}  // namespace

std::vector<ReadCriterion> ReadCriteria(const v1::Eligibility& eligibility) {
  return ListReader(eligibility).Read();
}

}  // namespace trialdex
