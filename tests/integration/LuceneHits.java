// Runs queries with Apache Lucene 3.6 on an index that trialdex wrote.
//
//   java LuceneHits.java INDEX <QUERIES
//
// A query is a line of OPERATOR TERM…, terms of the field `text`: "any" of them, "all" of them,
// or "but", the first without the others. Prints a line for each: the ids found, in order.
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermDocs;
import org.apache.lucene.index.TermEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

public class LuceneHits {
  public static void main(String[] arguments) throws IOException {
    IndexReader reader = IndexReader.open(FSDirectory.open(new File(arguments[0])), true);
    IndexSearcher searcher = new IndexSearcher(reader);
    String[] ids = idsByDocument(reader);
    BufferedReader queries =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = queries.readLine(); line != null; line = queries.readLine()) {
      TreeSet<String> found = new TreeSet<String>();
      for (ScoreDoc hit : searcher.search(parse(line), reader.maxDoc()).scoreDocs) {
        found.add(ids[hit.doc]);
      }
      System.out.println(String.join(" ", found));
    }
  }

  private static BooleanQuery parse(String line) {
    String[] words = line.split(" ");
    BooleanQuery query = new BooleanQuery();
    for (int i = 1; i < words.length; i++) {
      BooleanClause.Occur occur =
          words[0].equals("any") ? BooleanClause.Occur.SHOULD
          : words[0].equals("all") || i == 1 ? BooleanClause.Occur.MUST
          : BooleanClause.Occur.MUST_NOT;
      query.add(new TermQuery(new Term("text", words[i])), occur);
    }
    return query;
  }

  private static String[] idsByDocument(IndexReader reader) throws IOException {
    String[] ids = new String[reader.maxDoc()];
    TermEnum terms = reader.terms(new Term("id", ""));
    while (terms.term() != null && terms.term().field().equals("id")) {
      TermDocs documents = reader.termDocs(terms.term());
      while (documents.next()) ids[documents.doc()] = terms.term().text();
      if (!terms.next()) break;
    }
    return ids;
  }
}
