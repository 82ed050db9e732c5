// How long the searchable fields of documents are.
#ifndef TRIALDEX_LIBS_INDEX_COLUMNS_FIELD_LENGTHS_H_
#define TRIALDEX_LIBS_INDEX_COLUMNS_FIELD_LENGTHS_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "libs/schema/text_fields.h"

namespace trialdex {

// Tokens of each field of each document of a segment: one array a field, of 1, 2 or 4 bytes a
// document, as its longest value needs; nothing for a field that is empty in all of them. The
// documents of a word are asked for in order, and mostly for the same few fields: these arrays
// are then read front to back, dozens of documents with each line of memory.
// Filled once, then thread-safe.
class FieldLengths {
 public:
  explicit FieldLengths(uint32_t doc_count);

  // Each field of a document at most once.
  void Set(uint32_t doc, TextField field, uint32_t tokens) {
    static_assert(std::endian::native == std::endian::little, "the low bytes come first");
    OfField& of_field = fields_[static_cast<size_t>(field)];
    if (tokens > of_field.mask) Widen(tokens, of_field);
    // The bytes behind are of later documents, which may have come before.
    uint32_t stored = 0;
    std::memcpy(&stored, of_field.At(doc), sizeof(stored));
    stored |= tokens;
    std::memcpy(of_field.At(doc), &stored, sizeof(stored));
  }

  // 0 if the field is empty.
  uint32_t Get(uint32_t doc, size_t field) const {
    const OfField& of_field = fields_[field];
    uint32_t stored = 0;
    std::memcpy(&stored, of_field.At(doc), sizeof(stored));
    return stored & of_field.mask;
  }

  // Hints that a length will be asked for.
  void Prefetch(uint32_t doc, size_t field) const { __builtin_prefetch(fields_[field].At(doc)); }

 private:
  struct OfField {
    // Bytes of a document, and which bits of the four that begin with them.
    size_t width = 0;
    uint32_t mask = 0;
    // Four bytes can be read at the last document, too.
    std::vector<uint8_t> bytes;

    const uint8_t* At(uint32_t doc) const { return bytes.data() + width * doc; }
    uint8_t* At(uint32_t doc) { return bytes.data() + width * doc; }
  };

  void Widen(uint32_t tokens, OfField& of_field) const;

  const uint32_t doc_count_;
  std::array<OfField, kTextFieldCount> fields_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_COLUMNS_FIELD_LENGTHS_H_
