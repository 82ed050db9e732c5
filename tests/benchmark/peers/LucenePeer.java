// The peer of the comparison: Apache Lucene 8 as it comes, with EnglishAnalyzer but no stop words,
// BM25 and one field of text.
//
//   java LucenePeer index DOCUMENTS DIRECTORY THREADS COMMIT_EVERY WARM_DOCUMENTS
//   java LucenePeer search DIRECTORY QUERIES WARM_ROUNDS ROUNDS
//
// DOCUMENTS is what dump_peer_documents wrote and QUERIES what draw_peer_queries did. Figures are
// printed as peer_measure.h says. Indexing first indexes WARM_DOCUMENTS without the clock.
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
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
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;

public final class LucenePeer {
  private static final String TEXT = "text";
  // Memory for documents before they become a segment, which is five times what ours has.
  private static final double RAM_BUFFER_MB = 256;
  // Lucene's own default for hits that are counted exactly in any case.
  private static final int UNCOUNTED = 1000;
  // peer_documents.h
  private static final List<String> FACETS =
      Arrays.asList("overall_status", "phase", "condition", "country", "lead_sponsor");

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("index")) {
      Path documents = Paths.get(arguments[1]);
      Path directory = Paths.get(arguments[2]);
      int threads = Integer.parseInt(arguments[3]);
      int commitEvery = Integer.parseInt(arguments[4]);
      long warmDocuments = Long.parseLong(arguments[5]);
      new Indexing(documents, directory, threads, commitEvery).run(warmDocuments);
      Indexing measured = new Indexing(documents, directory, threads, commitEvery);
      long processorStart = processorNanos();
      long start = System.nanoTime();
      measured.run(Long.MAX_VALUE);
      double seconds = (System.nanoTime() - start) / 1e9;
      measured.print(seconds, (processorNanos() - processorStart) / 1e9);
    } else {
      search(arguments);
    }
  }

  // Of all threads of this process so far.
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static Analyzer analyzer() {
    return new EnglishAnalyzer(CharArraySet.EMPTY_SET);
  }

  private static void figure(String name, double value, String unit) {
    System.out.printf("%s\t%.6g\t%s%n", name, value, unit);
  }

  // One pass over the documents into an empty directory.
  private static final class Indexing {
    private final Path path;
    private final Path target;
    private final int threads;
    private final int commitEvery;
    private final FacetsConfig facets = new FacetsConfig();
    private DataInputStream input;
    private long left;
    private long count = 0;
    private long textBytes = 0;

    Indexing(Path path, Path target, int threads, int commitEvery) {
      this.path = path;
      this.target = target;
      this.threads = threads;
      this.commitEvery = commitEvery;
      for (String field : FACETS) {
        facets.setMultiValued(field, true);
        facets.setIndexFieldName(field, "facet_" + field);
      }
    }

    void run(long mostDocuments) throws IOException, InterruptedException, ExecutionException {
      left = mostDocuments;
      clear();
      IndexWriterConfig config = new IndexWriterConfig(analyzer());
      config.setRAMBufferSizeMB(RAM_BUFFER_MB);
      ExecutorService executor = Executors.newFixedThreadPool(threads);
      try (Directory directory = new MMapDirectory(target);
          IndexWriter writer = new IndexWriter(directory, config);
          DataInputStream opened =
              new DataInputStream(
                  new BufferedInputStream(Files.newInputStream(path), 1 << 20))) {
        input = opened;
        List<Future<Void>> workers = new ArrayList<>();
        for (int i = 0; i < threads; ++i) workers.add(executor.submit(worker(writer)));
        for (Future<Void> worker : workers) worker.get();
        // Closing commits and waits for merges.
      } finally {
        executor.shutdown();
      }
    }

    private Callable<Void> worker(IndexWriter writer) {
      return () -> {
        Source source = new Source();
        while (true) {
          boolean commit;
          synchronized (this) {
            if (left == 0 || !source.read(input)) return null;
            --left;
            textBytes += source.text.length;
            commit = ++count % commitEvery == 0;
          }
          Document document = source.document(facets);
          writer.updateDocument(new Term("id", source.id), document);
          if (commit) writer.commit();
        }
      };
    }

    void print(double seconds, double processorSeconds) throws IOException {
      figure("index.threads_" + threads + ".documents", count / seconds, "documents/s");
      figure("index.threads_" + threads + ".text", textBytes / 1e6 / seconds, "MB/s");
      figure(
          "index.threads_" + threads + ".documents_per_processor_second",
          count / processorSeconds,
          "documents/s");
      long bytes = 0;
      try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
        for (Path file : files) bytes += Files.size(file);
      }
      figure("index.bytes", bytes / 1e6, "MB");
    }

    private void clear() throws IOException {
      Files.createDirectories(target);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
        for (Path file : files) Files.delete(file);
      }
    }
  }

  // One document as it stands in the file.
  private static final class Source {
    String id;
    byte[] trial;
    byte[] text;
    String[] keywords;

    // False at the end.
    boolean read(DataInputStream input) throws IOException {
      int length;
      try {
        length = input.readInt();
      } catch (EOFException end) {
        return false;
      }
      id = utf8(bytes(input, length));
      trial = bytes(input, input.readInt());
      text = bytes(input, input.readInt());
      keywords = new String[input.readInt()];
      for (int i = 0; i < keywords.length; ++i) keywords[i] = utf8(bytes(input, input.readInt()));
      return true;
    }

    Document document(FacetsConfig facets) throws IOException {
      Document document = new Document();
      document.add(new StringField("id", id, Field.Store.NO));
      document.add(new BinaryDocValuesField("id_value", new BytesRef(id)));
      document.add(new StoredField("trial", trial));
      document.add(new TextField(TEXT, utf8(text), Field.Store.NO));
      for (String keyword : keywords) {
        int equals = keyword.indexOf('=');
        String field = keyword.substring(0, equals);
        String value = keyword.substring(equals + 1);
        document.add(new StringField(field, value, Field.Store.NO));
        document.add(new SortedSetDocValuesFacetField(field, value));
      }
      return facets.build(document);
    }

    private static byte[] bytes(DataInputStream input, int length) throws IOException {
      byte[] bytes = new byte[length];
      input.readFully(bytes);
      return bytes;
    }

    private static String utf8(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static void search(String[] arguments) throws IOException {
    long start = System.nanoTime();
    List<String> queries = Files.readAllLines(Paths.get(arguments[2]));
    int warmRounds = Integer.parseInt(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    try (Directory directory = new MMapDirectory(Paths.get(arguments[1]));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      Searching searching = new Searching(reader);
      figure("search.open", (System.nanoTime() - start) / 1e9, "s");
      int disagreements = 0;
      for (String query : queries) {
        if (!searching.agrees(query)) ++disagreements;
      }
      figure("search.disagreements", disagreements, "queries");
      for (int round = -warmRounds; round < rounds; ++round) {
        for (boolean counted : new boolean[] {true, false}) {
          for (int limit : new int[] {10, 100}) {
            for (String query : queries) {
              // Facets are of all hits: those are counted in any case.
              if (query.startsWith("facets") && !counted) continue;
              searching.ask(query, limit, counted, round >= 0);
            }
          }
        }
      }
      searching.print();
    }
  }

  // Asks queries and keeps the time.
  private static final class Searching {
    private final IndexSearcher searcher;
    private final Map<String, SortedSetDocValuesReaderState> states = new TreeMap<>();
    private final QueryBuilder builder = new QueryBuilder(analyzer());
    private final Map<String, List<Double>> times = new TreeMap<>();
    private final Map<String, List<Double>> hits = new TreeMap<>();

    Searching(DirectoryReader reader) throws IOException {
      searcher = new IndexSearcher(reader);
      for (String field : FACETS) {
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
        for (String field : FACETS) {
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
        query = builder.createPhraseQuery(TEXT, words);
      } else {
        query =
            builder.createBooleanQuery(
                TEXT,
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
        figure(name + ".p50", percentile(values, 0.5), "us");
        figure(name + ".p99", percentile(values, 0.99), "us");
        figure(name + ".mean", sum / values.size(), "us");
      }
      for (Map.Entry<String, List<Double>> entry : hits.entrySet()) {
        figure("search." + entry.getKey() + ".hits", percentile(entry.getValue(), 0.5),
            "documents");
      }
    }

    private static double percentile(List<Double> values, double share) {
      Collections.sort(values);
      return values.get((int) (share * (values.size() - 1)));
    }
  }
}
