// Whatever the text: the filter parser answers, its errors have a reason, and its
// plans keep the promises of libs/query/plan.h.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "libs/base/errors.h"
#include "libs/query/filter_parser.h"
#include "libs/query/filter_text.h"
#include "libs/query/order_parser.h"

namespace {

using trialdex::FilterNode;
using Kind = FilterNode::Kind;

void Expect(bool kept) {
  if (!kept) std::abort();
}

void Check(const FilterNode& node) {
  for (const FilterNode& child : node.children) Check(child);
  switch (node.kind) {
    case Kind::kAnd:
    case Kind::kOr:
      Expect(!node.children.empty());
      break;
    case Kind::kNot:
      Expect(node.children.size() == 1);
      break;
    case Kind::kKeyword:
    case Kind::kIds:
      Expect(!node.values.empty());
      break;
    default:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto node = trialdex::ParseFilter(text);
  if (node.ok()) {
    Check(*node);
    // What it is written as is a filter again, unless that is too long.
    const auto again = trialdex::ParseFilter(trialdex::FilterText(*node));
    Expect(again.ok() || trialdex::ErrorReason(again.status()) == "FILTER_TOO_LARGE");
  } else {
    Expect(!trialdex::ErrorReason(node.status()).empty());
  }
  const auto order = trialdex::ParseOrder(text, true);
  if (order.ok()) Expect(order->back().kind == trialdex::SortKey::Kind::kId);
  return 0;
}
