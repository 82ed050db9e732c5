// The peer: BM25 of Apache Lucene 8 as it comes, on the trials that our query service holds.
//
//   java LuceneBaseline TRIALS.jsonl TOPICS.xml RUN
//
// TRIALS.jsonl is what `trialctl --json search '' --all --full` prints. Writes 1,000 hits a
// topic in TREC's run format.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

public final class LuceneBaseline {
  private static final int HITS = 1000;
  private static final String ALL = "all";
  // Field and what a match in it counts.
  private static final Map<String, Float> BOOSTS = new LinkedHashMap<>();

  static {
    BOOSTS.put(ALL, 1.0f);
    BOOSTS.put("title", 1.25f);
    BOOSTS.put("conditions", 1.5f);
    BOOSTS.put("interventions", 0.25f);
    BOOSTS.put("summary", 0.75f);
    BOOSTS.put("criteria", 0.5f);
  }

  public static void main(String[] arguments) throws IOException {
    BooleanQuery.setMaxClauseCount(100000);
    try (Analyzer analyzer = new EnglishAnalyzer();
        Directory directory = new ByteBuffersDirectory()) {
      index(arguments[0], analyzer, directory);
      search(arguments[1], analyzer, directory, arguments[2]);
    }
  }

  private static void index(String path, Analyzer analyzer, Directory directory)
      throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setSimilarity(new BM25Similarity());
    try (IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader lines = Files.newBufferedReader(Paths.get(path), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Object hit = new Json(line).value();
        Object trial = get(hit, "trial");
        Document document = new Document();
        document.add(new StringField("id", (String) get(hit, "id"), Field.Store.YES));
        add(document, "title", get(trial, "identification", "briefTitle"));
        add(document, "title", get(trial, "identification", "officialTitle"));
        add(document, "conditions", get(trial, "conditions", "conditions"));
        add(document, "conditions", get(trial, "conditions", "keywords"));
        add(document, "summary", get(trial, "description", "briefSummary"));
        add(document, "criteria", get(trial, "eligibility", "criteriaText"));
        List<Object> interventions = list(get(trial, "interventions"));
        for (Object intervention : interventions) {
          add(document, "interventions", get(intervention, "name"));
          add(document, "interventions", get(intervention, "otherNames"));
        }
        addAllText(document, trial);
        writer.addDocument(document);
      }
    }
  }

  // Everything that a reader of the trial sees as text, once.
  private static void addAllText(Document document, Object trial) {
    add(document, ALL, get(trial, "id"));
    add(document, ALL, get(trial, "identification"));
    add(document, ALL, get(trial, "sponsorship"));
    add(document, ALL, get(trial, "description"));
    add(document, ALL, get(trial, "conditions"));
    add(document, ALL, get(trial, "interventions"));
    add(document, ALL, get(trial, "arms"));
    add(document, ALL, get(trial, "outcomes"));
    add(document, ALL, get(trial, "eligibility", "criteriaText"));
    add(document, ALL, get(trial, "eligibility", "studyPopulation"));
    add(document, ALL, get(trial, "contactsLocations"));
    add(document, ALL, get(trial, "references"));
  }

  // Adds every string in `value`.
  private static void add(Document document, String field, Object value) {
    if (value instanceof String) {
      document.add(new TextField(field, (String) value, Field.Store.NO));
    } else if (value instanceof List) {
      for (Object element : (List<?>) value) add(document, field, element);
    } else if (value instanceof Map) {
      for (Object member : ((Map<?, ?>) value).values()) add(document, field, member);
    }
  }

  private static void search(
      String topicsPath, Analyzer analyzer, Directory directory, String runPath)
      throws IOException {
    String topics =
        new String(Files.readAllBytes(Paths.get(topicsPath)), StandardCharsets.UTF_8);
    Matcher matcher =
        Pattern.compile("<topic number=\"(\\d+)\">(.*?)</topic>", Pattern.DOTALL).matcher(topics);
    try (DirectoryReader reader = DirectoryReader.open(directory);
        PrintWriter run = new PrintWriter(runPath, "UTF-8")) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new BM25Similarity());
      while (matcher.find()) {
        int rank = 0;
        BooleanQuery query = query(unescape(matcher.group(2)), analyzer);
        for (ScoreDoc hit : searcher.search(query, HITS).scoreDocs) {
          String id = searcher.doc(hit.doc).get("id");
          run.println(
              matcher.group(1) + " Q0 " + id + " " + ++rank + " " + hit.score + " lucene-bm25");
        }
      }
    }
  }

  private static String unescape(String xml) {
    return xml.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
        .replace("&apos;", "'").replace("&amp;", "&");
  }

  // Any of the words, each in any of the fields; a word said twice counts twice.
  private static BooleanQuery query(String text, Analyzer analyzer) throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    try (TokenStream tokens = analyzer.tokenStream(ALL, text)) {
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        for (Map.Entry<String, Float> field : BOOSTS.entrySet()) {
          TermQuery term = new TermQuery(new Term(field.getKey(), word.toString()));
          query.add(new BoostQuery(term, field.getValue()), BooleanClause.Occur.SHOULD);
        }
      }
      tokens.end();
    }
    return query.build();
  }

  // The member of objects inside objects; null if one is missing.
  private static Object get(Object value, String... path) {
    for (String name : path) {
      if (!(value instanceof Map)) return null;
      value = ((Map<?, ?>) value).get(name);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return value instanceof List ? (List<Object>) value : new ArrayList<>();
  }

  // Reads well-formed JSON: objects as maps, arrays as lists, strings; the rest as null.
  private static final class Json {
    private final String text;
    private int at = 0;

    Json(String text) {
      this.text = text;
    }

    Object value() {
      switch (text.charAt(at)) {
        case '{':
          return object();
        case '[':
          return array();
        case '"':
          return string();
        default:
          while (",]}".indexOf(text.charAt(at)) < 0) ++at;
          return null;
      }
    }

    private Map<String, Object> object() {
      Map<String, Object> members = new LinkedHashMap<>();
      ++at;
      while (text.charAt(at) != '}') {
        if (text.charAt(at) == ',') ++at;
        String name = string();
        ++at;
        members.put(name, value());
      }
      ++at;
      return members;
    }

    private List<Object> array() {
      List<Object> elements = new ArrayList<>();
      ++at;
      while (text.charAt(at) != ']') {
        if (text.charAt(at) == ',') ++at;
        elements.add(value());
      }
      ++at;
      return elements;
    }

    private String string() {
      StringBuilder result = new StringBuilder();
      for (++at; text.charAt(at) != '"'; ++at) {
        char c = text.charAt(at);
        if (c != '\\') {
          result.append(c);
          continue;
        }
        c = text.charAt(++at);
        if (c == 'u') {
          result.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
          at += 4;
        } else {
          int control = "bfnrt".indexOf(c);
          result.append(control < 0 ? c : "\b\f\n\r\t".charAt(control));
        }
      }
      ++at;
      return result.toString();
    }
  }
}
