package northpost.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import northpost.cluster.ComparableDocument;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The sink of Elasticsearch with a server in this JVM in place of the network: it answers at once,
 * or leaves one request of each writer unanswered for ever.
 */
public final class TakenDocuments
    implements Sink<Document>, SupportsWriterState<Document, UnsentDocuments> {
  private static final long serialVersionUID = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Taken> TAKEN = new ConcurrentHashMap<>();
  private static volatile boolean oneUnanswered;

  /**
   * What the server has of a document.
   *
   * @param content without what depends on the clock
   */
  public record Taken(long version, String content) {}

  /**
   * Forgets all documents.
   *
   * @param leaveOne whether a request of each writer stays unanswered
   */
  public static void begin(boolean leaveOne) {
    TAKEN.clear();
    oneUnanswered = leaveOne;
  }

  /** index/id → the document of the highest version. */
  public static Map<String, Taken> documents() {
    return new TreeMap<>(TAKEN);
  }

  @Override
  public StatefulSinkWriter<Document, UnsentDocuments> createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<Document, UnsentDocuments> restoreWriter(
      WriterInitContext context, Collection<UnsentDocuments> recovered) {
    return new ElasticsearchWriter(
        new ElasticsearchSettings(
            List.of("http://127.0.0.1:1"),
            null,
            null,
            null,
            null,
            10,
            1 << 20,
            20,
            2,
            100_000,
            1L << 30,
            1_000,
            1_000),
        new Server(),
        context.getMailboxExecutor(),
        context.getProcessingTimeService(),
        new SinkMetrics(context.metricGroup()),
        new BackOff(new SplittableRandom()),
        context.getRestoredCheckpointId().isPresent(),
        recovered);
  }

  @Override
  public SimpleVersionedSerializer<UnsentDocuments> getWriterStateSerializer() {
    return new UnsentDocumentsSerializer();
  }

  private static final class Server implements BulkClient {
    private int requests;

    @Override
    public CompletableFuture<List<ItemResult>> send(List<Document> documents) {
      if (requests++ == 1 && oneUnanswered) {
        return new CompletableFuture<>();
      }
      documents.forEach(Server::take);
      return CompletableFuture.completedFuture(
          Collections.nCopies(documents.size(), ItemResult.WROTE));
    }

    private static void take(Document document) {
      TAKEN.merge(
          document.index() + "/" + document.id(),
          new Taken(document.version(), comparable(document)),
          (a, b) -> b.version() >= a.version() ? b : a);
    }

    private static String comparable(Document document) {
      DocumentKind kind =
          Arrays.stream(DocumentKind.values())
              .filter(each -> document.index().startsWith(each.alias() + "-"))
              .findAny()
              .orElseThrow();
      try {
        return ComparableDocument.of(kind, JSON.readTree(document.json()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
