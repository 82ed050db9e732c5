// What makes two elements of a list the same thing in two sources.
#ifndef TRIALDEX_LIBS_TRIAL_ELEMENT_KEY_H_
#define TRIALDEX_LIBS_TRIAL_ELEMENT_KEY_H_

#include <string>

#include "google/protobuf/message.h"

namespace trialdex {

// The key of an element: its naming fields, case and white space folded. A site
// is its facility, city and country; an intervention its type and name; an arm
// its label. Empty if elements of this type have no key or this one has no name.
std::string ElementKey(const google::protobuf::Message& element);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_ELEMENT_KEY_H_
