// The peer of the comparison: Apache Lucene 8 as it comes, with EnglishAnalyzer but no stop words,
// BM25 and one field of text.
//
//   java LucenePeer index DOCUMENTS DIRECTORY THREADS COMMIT_EVERY WARM_DOCUMENTS
//   java LucenePeer search DIRECTORY QUERIES WARM_ROUNDS ROUNDS
//
// DOCUMENTS is what dump_peer_documents wrote and QUERIES what draw_peer_queries did. Figures are
// printed as peer_measure.h says. Indexing first indexes WARM_DOCUMENTS without the clock.
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

public final class LucenePeer {
  static final String TEXT = "text";
  // peer_documents.h
  static final List<String> FACETS =
      Arrays.asList("overall_status", "phase", "condition", "country", "lead_sponsor");

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("index")) {
      Path documents = Paths.get(arguments[1]);
      Path directory = Paths.get(arguments[2]);
      int threads = Integer.parseInt(arguments[3]);
      int commitEvery = Integer.parseInt(arguments[4]);
      long warmDocuments = Long.parseLong(arguments[5]);
      new LuceneIndexing(documents, directory, threads, commitEvery).run(warmDocuments);
      LuceneIndexing measured = new LuceneIndexing(documents, directory, threads, commitEvery);
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

  static Analyzer analyzer() {
    return new EnglishAnalyzer(CharArraySet.EMPTY_SET);
  }

  static void figure(String name, double value, String unit) {
    System.out.printf("%s\t%.6g\t%s%n", name, value, unit);
  }

  private static void search(String[] arguments) throws IOException {
    long start = System.nanoTime();
    List<String> queries = Files.readAllLines(Paths.get(arguments[2]));
    int warmRounds = Integer.parseInt(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    try (Directory directory = new MMapDirectory(Paths.get(arguments[1]));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      LuceneSearching searching = new LuceneSearching(reader);
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
}
