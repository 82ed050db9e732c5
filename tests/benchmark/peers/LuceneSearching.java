// Searching by Lucene.
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.util.QueryBuilder;

// Asks queries and keeps the time.
final class LuceneSearching {
  // Lucene's own default for hits that are counted exactly in any case.
  private static final int UNCOUNTED = 1000;

  private final IndexSearcher searcher;
  private final Map<String, SortedSetDocValuesReaderState> states = new TreeMap<>();
  private final QueryBuilder builder = new QueryBuilder(LucenePeer.analyzer());
  private final Map<String, List<Double>> times = new TreeMap<>();
  private final Map<String, List<Double>> hits = new TreeMap<>();

  LuceneSearching(DirectoryReader reader) throws IOException {
    searcher = new IndexSearcher(reader);
    for (String field : LucenePeer.FACETS) {
      states.put(field, new DefaultSortedSetDocValuesReaderState(reader, "facet_" + field));
    }
  }

  // True if the best ones are the same in all modes.
  boolean agrees(String line) throws IOException {
    String[] most = ask(line, 100, true, false);
    String[] best = Arrays.copyOf(most, Math.min(10, most.length));
    return Arrays.equals(best, ask(line, 10, true, false))
        && Arrays.equals(best, ask(line, 10, false, false))
        && Arrays.equals(most, ask(line, 100, false, false));
  }

  // The ids of the best ones.
  String[] ask(String line, int limit, boolean counted, boolean measured) throws IOException {
    String[] columns = line.split("\t", -1);
    boolean facets = columns[0].equals("facets");
    long start = System.nanoTime();
    TopScoreDocCollector top =
        TopScoreDocCollector.create(limit, counted ? Integer.MAX_VALUE : UNCOUNTED);
    FacetsCollector matches = facets ? new FacetsCollector() : null;
    Collector collector = facets ? MultiCollector.wrap(top, matches) : top;
    searcher.search(query(columns[1], columns[2], columns[3]), collector);
    TopDocs found = top.topDocs();
    String[] best = new String[found.scoreDocs.length];
    for (int i = 0; i < best.length; ++i) best[i] = idOf(found.scoreDocs[i]);
    if (facets) {
      for (String field : LucenePeer.FACETS) {
        new SortedSetDocValuesFacetCounts(states.get(field), matches).getTopChildren(10, field);
      }
    }
    double micros = (System.nanoTime() - start) / 1e3;
    if (!measured) return best;
    String mode = ".top" + limit + (counted ? ".counted" : ".uncounted");
    times.computeIfAbsent(columns[0] + mode, name -> new ArrayList<>()).add(micros);
    if (counted) {
      hits.computeIfAbsent(columns[0], name -> new ArrayList<>())
          .add((double) found.totalHits.value);
    }
    return best;
  }

  private Query query(String operator, String words, String filter) {
    Query query;
    if (operator.equals("phrase")) {
      query = builder.createPhraseQuery(LucenePeer.TEXT, words);
    } else {
      query =
          builder.createBooleanQuery(
              LucenePeer.TEXT,
              words,
              operator.equals("or") ? BooleanClause.Occur.SHOULD : BooleanClause.Occur.MUST);
    }
    if (filter.isEmpty()) return query;
    int equals = filter.indexOf('=');
    Term term = new Term(filter.substring(0, equals), filter.substring(equals + 1));
    return new BooleanQuery.Builder()
        .add(query, BooleanClause.Occur.MUST)
        .add(new TermQuery(term), BooleanClause.Occur.FILTER)
        .build();
  }

  private String idOf(ScoreDoc hit) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
    BinaryDocValues values = leaf.reader().getBinaryDocValues("id_value");
    values.advanceExact(hit.doc - leaf.docBase);
    return values.binaryValue().utf8ToString();
  }

  void print() {
    for (Map.Entry<String, List<Double>> entry : times.entrySet()) {
      List<Double> values = entry.getValue();
      String name = "search." + entry.getKey();
      double sum = 0;
      for (double value : values) sum += value;
      LucenePeer.figure(name + ".p50", percentile(values, 0.5), "us");
      LucenePeer.figure(name + ".p99", percentile(values, 0.99), "us");
      LucenePeer.figure(name + ".mean", sum / values.size(), "us");
    }
    for (Map.Entry<String, List<Double>> entry : hits.entrySet()) {
      LucenePeer.figure("search." + entry.getKey() + ".hits", percentile(entry.getValue(), 0.5),
          "documents");
    }
  }

  private static double percentile(List<Double> values, double share) {
    Collections.sort(values);
    return values.get((int) (share * (values.size() - 1)));
  }
}
