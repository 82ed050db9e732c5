// Counts the fields of a record that its parser has no place for.
#ifndef TRIALDEX_LIBS_SOURCES_UNKNOWN_FIELDS_H_
#define TRIALDEX_LIBS_SOURCES_UNKNOWN_FIELDS_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Fills `Trial.unknown_fields`: one entry per path, in order of first
// appearance. Costs nothing until the first Add. Not thread-safe.
class UnknownFields {
 public:
  // `trial` must outlive this object; nobody else writes its `unknown_fields`.
  explicit UnknownFields(v1::Trial& trial) : trial_(trial) {}
  UnknownFields(const UnknownFields&) = delete;
  UnknownFields& operator=(const UnknownFields&) = delete;

  // Counts one more field at `path` (the source's own words, list positions
  // left out). `value` is its raw text, well-formed UTF-8; a format that may be
  // laid out in several ways passes one fixed layout, so that layout alone
  // changes no hash.
  //
  // `values_hash` chains: each value is hashed with the hash so far as seed, so
  // that order and borders of the values count.
  void Add(absl::string_view path, absl::string_view value);

 private:
  v1::Trial& trial_;
  absl::flat_hash_map<std::string, int> index_of_path_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_UNKNOWN_FIELDS_H_
