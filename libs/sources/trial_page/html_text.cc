#include "libs/sources/trial_page/html_text.h"

#include <gumbo.h>

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace trialdex {
namespace {

// Deeper nesting is no page but an attack on the stack.
constexpr int kMaxDepth = 400;

enum class Role { kInline, kBlock, kHeading, kList, kItem, kBreak, kSkipped };

Role RoleOf(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
      return Role::kHeading;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      return Role::kList;
    case GUMBO_TAG_LI:
      return Role::kItem;
    case GUMBO_TAG_BR:
      return Role::kBreak;
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
      return Role::kSkipped;
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
      return Role::kInline;
    default:
      return Role::kBlock;
  }
}

bool IsHidden(const GumboElement& element) {
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return true;
  const GumboAttribute* aria = gumbo_get_attribute(&element.attributes, "aria-hidden");
  return aria != nullptr && absl::string_view(aria->value) == "true";
}

const GumboVector* ChildrenOf(const GumboNode& node) {
  if (node.type == GUMBO_NODE_DOCUMENT) return &node.v.document.children;
  if (node.type == GUMBO_NODE_ELEMENT) return &node.v.element.children;
  return nullptr;
}

// The first `tag` element under `node`; null if there is none.
const GumboNode* Find(const GumboNode& node, GumboTag tag, int depth) {
  if (node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag) return &node;
  const GumboVector* children = ChildrenOf(node);
  if (children == nullptr || depth > kMaxDepth) return nullptr;
  for (unsigned int i = 0; i < children->length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children->data[i]);
    if (const GumboNode* found = Find(*child, tag, depth + 1)) return found;
  }
  return nullptr;
}

class TextWriter {
 public:
  // `header_is_content`: within main or article a header is part of the page.
  explicit TextWriter(bool header_is_content) : header_is_content_(header_is_content) {}

  void Visit(const GumboNode& node, int depth) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
        node.type == GUMBO_NODE_CDATA) {
      return AddText(node.v.text.text);
    }
    const GumboVector* children = ChildrenOf(node);
    if (children == nullptr || depth > kMaxDepth) return;
    if (node.type == GUMBO_NODE_DOCUMENT) return VisitAll(*children, depth);
    const GumboElement& element = node.v.element;
    if (element.tag == GUMBO_TAG_HEADER && !header_is_content_) return;
    if (!IsHidden(element)) VisitElement(element, depth);
  }

  HtmlText Take() && { return std::move(out_); }

 private:
  void VisitElement(const GumboElement& element, int depth) {
    switch (RoleOf(element.tag)) {
      case Role::kSkipped:
        return;
      case Role::kBreak:
        return EndLine("\n");
      case Role::kInline:
        return VisitAll(element.children, depth);
      case Role::kBlock:
        // A paragraph inside a list item is the item's.
        EndLine(items_ > 0 ? "\n" : "\n\n");
        VisitAll(element.children, depth);
        return EndLine(items_ > 0 ? "\n" : "\n\n");
      case Role::kHeading:
        EndLine("\n\n");
        heading_level_ = element.tag - GUMBO_TAG_H1 + 1;
        VisitAll(element.children, depth);
        heading_level_ = 0;
        return EndLine("\n\n");
      case Role::kList:
        return VisitList(element, depth);
      case Role::kItem:
        return VisitItem(element, depth, "* ");
    }
  }

  void VisitList(const GumboElement& list, int depth) {
    EndLine(lists_ > 0 ? "\n" : "\n\n");
    ++lists_;
    int number = 0;
    for (unsigned int i = 0; i < list.children.length; ++i) {
      const auto& child = *static_cast<const GumboNode*>(list.children.data[i]);
      const bool item = child.type == GUMBO_NODE_ELEMENT && child.v.element.tag == GUMBO_TAG_LI &&
                        !IsHidden(child.v.element);
      if (!item) {
        Visit(child, depth + 1);
      } else if (list.tag == GUMBO_TAG_OL) {
        VisitItem(child.v.element, depth + 1, absl::StrCat(++number, ". "));
      } else {
        VisitItem(child.v.element, depth + 1, "* ");
      }
    }
    --lists_;
    EndLine(lists_ > 0 ? "\n" : "\n\n");
  }

  void VisitItem(const GumboElement& item, int depth, absl::string_view bullet) {
    EndLine("\n");
    const int indent = lists_ > 1 ? 2 * (lists_ - 1) : 0;
    prefix_ = absl::StrCat(std::string(static_cast<size_t>(indent), ' '), bullet);
    ++items_;
    VisitAll(item.children, depth);
    --items_;
    EndLine("\n");
    prefix_.clear();
  }

  void VisitAll(const GumboVector& nodes, int depth) {
    for (unsigned int i = 0; i < nodes.length; ++i) {
      Visit(*static_cast<const GumboNode*>(nodes.data[i]), depth + 1);
    }
  }

  void AddText(absl::string_view text) {
    for (size_t i = 0; i < text.size(); ++i) {
      const bool no_break_space = absl::StartsWith(text.substr(i), "\u00a0");
      if (no_break_space || absl::ascii_isspace(static_cast<unsigned char>(text[i]))) {
        space_ = in_line_;
        if (no_break_space) ++i;
        continue;
      }
      if (!in_line_) StartLine();
      if (space_) out_.text.push_back(' ');
      space_ = false;
      out_.text.push_back(text[i]);
    }
  }

  void StartLine() {
    if (!out_.text.empty()) absl::StrAppend(&out_.text, gap_);
    gap_ = "";
    if (heading_level_ > 0) out_.headings.push_back({out_.text.size(), heading_level_});
    out_.text.append(prefix_);
    // Further lines of an item hang under its first.
    prefix_.assign(prefix_.size(), ' ');
    in_line_ = true;
  }

  // Ends the line, if one is open. The wider of the gaps asked for stands
  // before the next one.
  void EndLine(absl::string_view gap) {
    in_line_ = false;
    space_ = false;
    if (gap.size() > gap_.size()) gap_ = gap;
  }

  const bool header_is_content_;
  HtmlText out_;
  std::string prefix_;
  absl::string_view gap_ = "";
  bool in_line_ = false;
  bool space_ = false;
  int heading_level_ = 0;
  int lists_ = 0;
  int items_ = 0;
};

}  // namespace

HtmlText ReadHtmlText(absl::string_view html) {
  // Nobody reads the errors, and each of them copies the stack of open elements.
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto destroy = [&options](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output(
      gumbo_parse_with_options(&options, html.data(), html.size()), destroy);
  const GumboNode* content = Find(*output->root, GUMBO_TAG_MAIN, 0);
  if (content == nullptr) content = Find(*output->root, GUMBO_TAG_ARTICLE, 0);
  TextWriter writer(content != nullptr);
  writer.Visit(content != nullptr ? *content : *output->root, 0);
  return std::move(writer).Take();
}

}  // namespace trialdex
