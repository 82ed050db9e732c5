#include "libs/trial/criteria/eligibility_criteria.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "libs/trial/criteria/criteria_heading.h"
#include "libs/trial/criteria/criteria_line.h"
#include "libs/trial/criteria/criteria_text.h"

namespace trialdex {
namespace {

// A line at least this long may have been wrapped; registries wrap at 95 columns.
constexpr int kWrappedColumns = 60;
// The longest line without a bullet that heads a list instead of being an item.
constexpr size_t kMaxGroupBytes = 80;

bool EndsInColon(absl::string_view text) { return absl::EndsWith(text, ":"); }

bool StartsLikeATitle(absl::string_view text) {
  const unsigned char first = static_cast<unsigned char>(text.front());
  return absl::ascii_isupper(first) || absl::ascii_isdigit(first);
}

// The text, line by line, with a look ahead to the next line that is not blank.
class LineReader {
 public:
  explicit LineReader(absl::string_view text) : rest_(text) { ReadNext(); }

  // Sets `line` to the next line that is not blank; false at the end.
  // `after_blank`: a blank line stands before it.
  bool Next(CriteriaLine& line, bool& after_blank) {
    if (next_.text.empty()) return false;
    line = next_;
    after_blank = next_after_blank_;
    ReadNext();
    return true;
  }

  // The line that Next would give; its text is empty at the end.
  const CriteriaLine& Peek() const { return next_; }

 private:
  void ReadNext() {
    next_ = CriteriaLine();
    next_after_blank_ = false;
    while (!rest_.empty()) {
      const size_t end = rest_.find('\n');
      next_ = ReadCriteriaLine(rest_.substr(0, end));
      rest_ = end == absl::string_view::npos ? absl::string_view() : rest_.substr(end + 1);
      if (!next_.text.empty()) return;
      next_after_blank_ = true;
    }
    next_ = CriteriaLine();
  }

  absl::string_view rest_;
  CriteriaLine next_;
  bool next_after_blank_ = false;
};

class Splitter {
 public:
  explicit Splitter(absl::string_view text) : lines_(text) {
    items_.reserve(text.size() / 128 + 1);
  }

  std::vector<v1::Criterion> Split() && {
    CriteriaLine line;
    while (lines_.Next(line, after_blank_)) {
      Take(line);
      previous_columns_ = line.indent + static_cast<int>(line.whole.size());
    }
    // A heading with nothing under it would be lost.
    if (!group_used_ && !group_.empty()) {
      const std::string heading = std::exchange(group_, std::string());
      AddItem(heading, 0);
    }
    return std::move(items_);
  }

 private:
  // A list that is open, innermost last.
  struct Level {
    int indent;
    BulletStyle style;
  };

  void Take(const CriteriaLine& line) {
    if (Hangs(line)) return AppendFolded(line.whole, *items_.back().mutable_text());
    const bool runs_on = RunsOn(line);
    if (auto heading = ReadKindHeading(line, !runs_on)) return StartKind(line, *std::move(heading));
    if (runs_on) return AppendFolded(line.whole, *items_.back().mutable_text());
    if (line.style != kNoBullet) return AddBulleted(line);
    if (IsGroup(line)) return StartGroup(line.text);
    AddParagraph(line);
  }

  // True if `line` goes on with the open item, as its place tells.
  bool Hangs(const CriteriaLine& line) const {
    if (!open_.has_value() || open_->style == kNoBullet) return false;
    if (line.style == kNoBullet) {
      return after_blank_ ? line.indent >= open_->text_indent : line.indent > open_->indent;
    }
    // A wrapped line may begin with what looks like a bullet.
    return !after_blank_ && line.indent == open_->text_indent &&
           open_->text_indent - open_->indent >= 3 && previous_columns_ >= kWrappedColumns;
  }

  // True if `line` looks like a wrapped part of the open item.
  bool RunsOn(const CriteriaLine& line) const {
    if (!open_.has_value() || after_blank_ || line.style != kNoBullet) return false;
    return previous_columns_ >= kWrappedColumns || !StartsLikeATitle(line.text);
  }

  bool IsGroup(const CriteriaLine& line) const {
    if (line.text.size() > kMaxGroupBytes || lines_.Peek().text.empty()) return false;
    if (EndsInColon(line.text)) return true;
    if (absl::StartsWith(line.text, "--") && absl::EndsWith(line.text, "--")) return true;
    return lines_.Peek().style != kNoBullet && StartsLikeATitle(line.text) &&
           line.text.find_last_of(".;,") != line.text.size() - 1;
  }

  void StartKind(const CriteriaLine& line, KindHeading heading) {
    if (group_used_) group_.clear();
    kind_ = heading.kind;
    CloseLists();
    AddToGroup(heading.group);
    if (heading.rest.empty()) return;
    AddItem(heading.rest, 0);
    Open(line, kNoBullet);
  }

  void StartGroup(absl::string_view text) {
    while (!text.empty() && (text.front() == '-' || text.front() == ' ')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == '-' || text.back() == ' ' || text.back() == ':')) {
      text.remove_suffix(1);
    }
    if (group_used_) group_.clear();
    CloseLists();
    AddToGroup(text);
  }

  // Headings with no item between them belong together.
  void AddToGroup(absl::string_view text) {
    group_used_ = false;
    if (text.empty()) return;
    if (!group_.empty()) group_.append(":");
    AppendFolded(text, group_);
  }

  void AddBulleted(const CriteriaLine& line) {
    const int depth_before = static_cast<int>(levels_.size());
    const bool announced = open_.has_value() && EndsInColon(items_.back().text());
    const BulletStyle style_before = levels_.empty() ? kNoBullet : levels_.back().style;
    EnterLevel(line, announced);
    const int depth = static_cast<int>(levels_.size());
    const bool ends_announced =
        depth < announced_depth_ ||
        (depth == announced_depth_ && (after_blank_ || EndsInColon(line.text)));
    if (ends_announced) announced_depth_ = 0;
    if (announced && announced_depth_ == 0 && depth == depth_before && !after_blank_ &&
        line.style == style_before && !EndsInColon(line.text)) {
      announced_depth_ = depth;
    }
    AddItem(line.text, base_depth_ + depth - 1 + (announced_depth_ > 0 ? 1 : 0));
    Open(line, line.style);
  }

  // Makes the innermost level the one that `line` belongs to. One column of
  // difference is none: " 9." and "10." are set flush right.
  void EnterLevel(const CriteriaLine& line, bool announced) {
    while (!levels_.empty() && levels_.back().indent > line.indent + 1) levels_.pop_back();
    if (levels_.empty() || line.indent > levels_.back().indent + 1) {
      return levels_.push_back({line.indent, line.style});
    }
    for (size_t i = levels_.size(); i > 0 && levels_[i - 1].indent + 1 >= line.indent; --i) {
      if (levels_[i - 1].style == line.style) return levels_.resize(i);
    }
    if (announced && !after_blank_) return levels_.push_back({line.indent, line.style});
    levels_.back().style = line.style;
  }

  void AddParagraph(const CriteriaLine& line) {
    const bool child =
        open_.has_value() && open_->style != kNoBullet && EndsInColon(items_.back().text());
    const int depth = child ? items_.back().depth() + 1 : 0;
    CloseLists();
    AddItem(line.text, depth);
    base_depth_ = EndsInColon(line.text) ? depth + 1 : 0;
    Open(line, kNoBullet);
  }

  void AddItem(absl::string_view text, int depth) {
    group_used_ = true;
    v1::Criterion& item = items_.emplace_back();
    item.set_kind(kind_);
    item.set_depth(depth);
    if (!group_.empty()) item.set_group(group_);
    item.mutable_text()->reserve(text.size());
    AppendFolded(text, *item.mutable_text());
  }

  void Open(const CriteriaLine& line, BulletStyle style) {
    open_ = line;
    open_->style = style;
  }

  void CloseLists() {
    open_.reset();
    levels_.clear();
    announced_depth_ = 0;
    base_depth_ = 0;
  }

  LineReader lines_;
  bool after_blank_ = false;
  int previous_columns_ = 0;
  std::vector<v1::Criterion> items_;
  v1::CriterionKind kind_ = v1::CRITERION_KIND_UNSPECIFIED;
  std::string group_;
  bool group_used_ = true;
  // The line that began the last item, while lines may still be added to it.
  std::optional<CriteriaLine> open_;
  std::vector<Level> levels_;
  // Number of levels at which the children of an item that ends in ":" stand
  // beside it; 0 if there are none.
  int announced_depth_ = 0;
  // Depth of the list's items: 1 under a paragraph that ends in ":".
  int base_depth_ = 0;
};

}  // namespace

std::vector<v1::Criterion> SplitCriteria(absl::string_view text) { return Splitter(text).Split(); }

}  // namespace trialdex
