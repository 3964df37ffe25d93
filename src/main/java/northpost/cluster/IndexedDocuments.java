package northpost.cluster;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import northpost.embedded.StoredDocuments;
import northpost.sink.DocumentKind;

/** What is in Elasticsearch, in a form that two runs can be compared by. */
final class IndexedDocuments {
  private final StoredDocuments stored;

  IndexedDocuments(String url) {
    stored = new StoredDocuments(url);
  }

  /** Decisions that a search finds now. */
  long decisions() throws IOException, InterruptedException {
    return stored.count(DocumentKind.DECISIONS.alias());
  }

  /**
   * All documents by kind, index and id, sorted, without the fields that tell when something was
   * done: those are other in each run.
   */
  TreeMap<String, String> comparable() throws IOException, InterruptedException {
    TreeMap<String, String> documents = new TreeMap<>();
    for (DocumentKind kind : DocumentKind.values()) {
      stored.forEach(
          kind.alias() + "-*",
          hit ->
              documents.put(
                  String.join(
                      "/", kind.alias(), hit.path("_index").asText(), hit.path("_id").asText()),
                  ComparableDocument.of(kind, hit.path("_source"))));
    }
    return documents;
  }

  /** How many there are of each kind. */
  static Map<String, Long> countByKind(Map<String, String> documents) {
    Map<String, Long> counts = new TreeMap<>();
    documents.keySet().forEach(id -> counts.merge(id.substring(0, id.indexOf('/')), 1L, Long::sum));
    return counts;
  }
}
