// Indexing by Lucene.
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

// One pass over the documents into an empty directory.
final class LuceneIndexing {
  // Memory for documents before they become a segment, which is five times what ours has.
  private static final double RAM_BUFFER_MB = 256;

  private final Path path;
  private final Path target;
  private final int threads;
  private final int commitEvery;
  private final FacetsConfig facets = new FacetsConfig();
  private DataInputStream input;
  private long left;
  private long count = 0;
  private long textBytes = 0;

  LuceneIndexing(Path path, Path target, int threads, int commitEvery) {
    this.path = path;
    this.target = target;
    this.threads = threads;
    this.commitEvery = commitEvery;
    for (String field : LucenePeer.FACETS) {
      facets.setMultiValued(field, true);
      facets.setIndexFieldName(field, "facet_" + field);
    }
  }

  void run(long mostDocuments) throws IOException, InterruptedException, ExecutionException {
    left = mostDocuments;
    clear();
    IndexWriterConfig config = new IndexWriterConfig(LucenePeer.analyzer());
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
    LucenePeer.figure("index.threads_" + threads + ".documents", count / seconds, "documents/s");
    LucenePeer.figure("index.threads_" + threads + ".text", textBytes / 1e6 / seconds, "MB/s");
    LucenePeer.figure(
        "index.threads_" + threads + ".documents_per_processor_second",
        count / processorSeconds,
        "documents/s");
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
      for (Path file : files) bytes += Files.size(file);
    }
    LucenePeer.figure("index.bytes", bytes / 1e6, "MB");
  }

  private void clear() throws IOException {
    Files.createDirectories(target);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
      for (Path file : files) Files.delete(file);
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
      document.add(new TextField(LucenePeer.TEXT, utf8(text), Field.Store.NO));
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
}
