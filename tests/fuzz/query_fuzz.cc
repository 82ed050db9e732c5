// Whatever the text: the query parser answers, its errors have a reason, and its
// plans keep the promises of libs/query/plan.h.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "libs/base/errors.h"
#include "libs/query/query_parser.h"

namespace {

using trialdex::QueryNode;
using Kind = QueryNode::Kind;

void Expect(bool kept) {
  if (!kept) std::abort();
}

void CheckWords(const QueryNode& node) {
  Expect(node.weights != nullptr);
  Expect(node.kind == Kind::kWord ? node.places.size() == 1 : node.places.size() >= 2);
  Expect(node.places[0].offset == 0);
  for (const trialdex::Place& place : node.places) {
    Expect(!place.alternatives.empty() || place.pattern.has_value());
    Expect(!place.pattern.has_value() || !place.pattern->text.empty());
    for (const trialdex::Alternative& alternative : place.alternatives) {
      Expect(!alternative.term.empty() && alternative.weight > 0.0F);
    }
  }
}

void Check(const QueryNode& node, size_t size, bool under_and) {
  Expect(node.begin <= node.end && node.end <= size);
  Expect(node.kind != Kind::kNot || under_and);
  Expect(node.boost > 0.0F);
  bool has_positive = false;
  for (const QueryNode& child : node.children) {
    has_positive = has_positive || child.kind != Kind::kNot;
    Check(child, size, node.kind == Kind::kAnd);
  }
  for (const QueryNode& child : node.optional) Check(child, size, false);
  switch (node.kind) {
    case Kind::kWord:
    case Kind::kPhrase:
      CheckWords(node);
      break;
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kBest:
      Expect(has_positive);
      break;
    case Kind::kNot:
    case Kind::kSameSite:
    case Kind::kTilt:
    case Kind::kSink:
      Expect(node.children.size() == 1);
      break;
    case Kind::kFilter:
      Expect(node.filter.size() == 1);
      break;
    case Kind::kAll:
    case Kind::kNone:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static trialdex::Analyzer& analyzer = *new trialdex::Analyzer;
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto node = trialdex::ParseQuery(text, analyzer);
  if (node.ok()) {
    Check(*node, size, false);
  } else {
    Expect(!trialdex::ErrorReason(node.status()).empty());
  }
  return 0;
}
