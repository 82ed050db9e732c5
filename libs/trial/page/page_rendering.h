// A Trial as a page of text.
#ifndef TRIALDEX_LIBS_TRIAL_PAGE_PAGE_RENDERING_H_
#define TRIALDEX_LIBS_TRIAL_PAGE_PAGE_RENDERING_H_

#include <string>

#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Prints `trial` in the layout of page_layout.h: the labels and values of a
// scraped page in its order, each a paragraph, without the site's explanatory
// sentences; in their places among them, the sections that only deeper sources
// fill. A section without data is left out, and so is a label without a value,
// except "Site Status", "Role: -" and "Identifier Type: -", which the site
// prints too. UTF-8, ends in "\n".
//
// A page is for reading and shows less than the Trial: no posted results,
// annotations, participant data sets or sample retention, whether dates are
// estimates, or of a site its postal code, position and contacts.
std::string RenderPage(const v1::Trial& trial);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_PAGE_PAGE_RENDERING_H_
