// Fits the synonyms of a query to the index that it is asked of.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_SYNONYM_WEIGHER_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_SYNONYM_WEIGHER_H_

#include "absl/status/statusor.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"

namespace trialdex {

// `query` in which a synonym counts its boost of what the written words count. Scores
// grow with how rare words are, and a phrase is as rare as its words together: as they
// are, "non small cell lung cancer" would count more than the "nsclc" that was asked
// for. So boosts are divided by how rare the synonym is, and multiplied by how rare
// the written words are, or the synonym, if a single word is written that is rarer.
// Synonyms of which the index lacks a word are taken out: they are found nowhere.
//
// Looks at nodes of origin kSynonym under kBest, compared with the first child. To be
// done once for a query. Thread-safe; DEADLINE_EXCEEDED when out of time, other errors
// as Segment.
absl::StatusOr<QueryNode> WeighSynonyms(QueryNode query, const IndexSnapshot& snapshot,
                                        const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_SYNONYM_WEIGHER_H_
