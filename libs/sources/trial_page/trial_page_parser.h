// The trial page as a scraper sees it, as plain text and as HTML.
#ifndef TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_TRIAL_PAGE_PARSER_H_
#define TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_TRIAL_PAGE_PARSER_H_

#include <memory>

#include "libs/sources/record_parser.h"

namespace trialdex {

// Plain text: the title, "NCT ID: ..." and "Last Updated: ...", then sections,
// each a heading on a line of its own, mostly with the site's explanatory
// sentence under it. Values stand on the line after their label or behind it;
// "-" is absent. Sections may be missing. CRLF and no-break spaces are
// forgiven (and become "\n" and spaces).
//
// Lines that the layout has no place for become `unknown_fields` with the path
// "page/<section>"; the list of related trials is such a line too.
//
// MISSING_ID if there is no "NCT ID" line; INVALID_FIELD if its value is none.
std::unique_ptr<RecordParser> MakeTrialPageTextParser();

// The same page as HTML. Any mark-up is accepted that shows the same lines:
// h1 to h4 (or lines of their own) for headings; p, div, section, li, dt, dd,
// table cells and br end a line; span, a, b and other inline elements do not.
// script, style, nav, header, footer, aside, form controls, svg, templates and
// whatever is `hidden` are left out, except a header within main or article.
// If the page has a main or an article element, only that is read.
std::unique_ptr<RecordParser> MakeTrialPageHtmlParser();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_TRIAL_PAGE_PARSER_H_
