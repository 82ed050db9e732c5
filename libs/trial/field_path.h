// Fields of a Trial by path, and taking over what one Trial lacks from another.
#ifndef TRIALDEX_LIBS_TRIAL_FIELD_PATH_H_
#define TRIALDEX_LIBS_TRIAL_FIELD_PATH_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace trialdex {

// "contacts_locations.locations.zip": a whole field, a field of a field, or,
// below a repeated one, a field of each element.
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

// The fields that `path` names, from a Trial on. Empty if there is no such path.
FieldPath ParseFieldPath(absl::string_view path);

// Fills what is absent in `into` at `path` with what `from` has there; true if
// anything was taken. What `into` has stays: absent is an unset or empty
// message, an empty list, a default value. Elements of repeated messages on the
// way are matched by key (element_key.h), repeated keys in their order; an
// element without a partner stays as it is.
bool FillAbsent(const FieldPath& path, const google::protobuf::Message& from,
                google::protobuf::Message& into);

// True if `path` is `ancestor` or lies below it.
bool IsWithin(absl::string_view path, absl::string_view ancestor);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_FIELD_PATH_H_
