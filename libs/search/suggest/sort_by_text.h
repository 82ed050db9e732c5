// Puts the words of many texts in order.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_SORT_BY_TEXT_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_SORT_BY_TEXT_H_

#include <cstdint>
#include <string>
#include <vector>

namespace trialdex {

// Sorts `starts`, places in `bytes`, by what follows them up to the next NUL, in the order of
// strcmp; places with the same behind them by their number. Behind every place is a NUL. Sorts by
// eight bytes at a time, which takes half the time of comparing strings, and 32 bytes a place
// meanwhile. `bytes` is as it was afterwards.
void SortByText(std::string& bytes, std::vector<uint32_t>& starts);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_SORT_BY_TEXT_H_
