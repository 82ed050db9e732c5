#include "libs/index/columns/field_lengths.h"

#include <algorithm>
#include <utility>

namespace trialdex {

FieldLengths::FieldLengths(uint32_t doc_count) : doc_count_(doc_count) {
  for (OfField& of_field : fields_) of_field.bytes.resize(sizeof(uint32_t));
}

void FieldLengths::Widen(uint32_t tokens, OfField& of_field) const {
  OfField wider;
  wider.width = tokens <= 0xff ? 1 : tokens <= 0xffff ? 2 : 4;
  wider.mask = ~uint32_t{0} >> (32 - 8 * wider.width);
  wider.bytes.resize(wider.width * doc_count_ + sizeof(uint32_t));
  for (uint32_t doc = 0; doc < doc_count_ && of_field.width > 0; ++doc) {
    std::copy_n(of_field.At(doc), of_field.width, wider.At(doc));
  }
  of_field = std::move(wider);
}

}  // namespace trialdex
