// The least that a document is made of, for tests.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_TITLED_TRIAL_H_
#define TRIALDEX_LIBS_INDEX_TESTING_TITLED_TRIAL_H_

#include <string>

#include "trialdex/v1/trial.pb.h"

namespace trialdex {

inline v1::Trial TitledTrial(const std::string& id, const std::string& title) {
  v1::Trial trial;
  trial.set_id(id);
  trial.mutable_identification()->set_brief_title(title);
  return trial;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_TITLED_TRIAL_H_
