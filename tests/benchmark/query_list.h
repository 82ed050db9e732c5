// The list of queries that benchmarks of searches ask, over and over.
#ifndef TRIALDEX_TESTS_BENCHMARK_QUERY_LIST_H_
#define TRIALDEX_TESTS_BENCHMARK_QUERY_LIST_H_

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "trialdex/v1/search.pb.h"

namespace trialdex {

struct ListedQuery {
  std::string query_class;
  v1::SearchTrialsRequest request;
};

// Reads a file of lines "class <TAB> query <TAB> filter", of which the filter may be
// missing; lines that begin with # are remarks. Says so on standard error if there are none.
inline std::vector<ListedQuery> ReadQueryList(const std::string& path) {
  std::vector<ListedQuery> queries;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> columns = absl::StrSplit(line, '\t');
    ListedQuery query;
    query.query_class = columns[0];
    if (columns.size() > 1) query.request.set_query(columns[1]);
    if (columns.size() > 2) query.request.set_filter(columns[2]);
    queries.push_back(query);
  }
  if (queries.empty()) std::fprintf(stderr, "no queries in '%s'\n", path.c_str());
  return queries;
}

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_QUERY_LIST_H_
