package northpost.bench;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import northpost.sink.Document;

/** What a job of documents alone is fed with; Flink runs in this process and finds it by name. */
final class DocumentFeed implements AutoCloseable {
  private static final Map<String, DocumentFeed> OPEN = new ConcurrentHashMap<>();

  private final String name;
  private final LongFunction<Document> documents;
  private final Tickets tickets = new Tickets((ticket, round) -> (int) (ticket & 0xffff));
  private final CompletableFuture<Cost> started = new CompletableFuture<>();

  private DocumentFeed(String name, LongFunction<Document> documents) {
    this.name = name;
    this.documents = documents;
  }

  static DocumentFeed open(String name, LongFunction<Document> documents) {
    DocumentFeed feed = new DocumentFeed(name, documents);
    if (OPEN.putIfAbsent(name, feed) != null) {
      throw new IllegalStateException("feed " + name + ": open already, expected a new name");
    }
    return feed;
  }

  static DocumentFeed of(String name) {
    DocumentFeed feed = OPEN.get(name);
    if (feed == null) {
      throw new IllegalStateException("feed " + name + ": not open, expected one of " + OPEN);
    }
    return feed;
  }

  String name() {
    return name;
  }

  Tickets tickets() {
    return tickets;
  }

  Document document(long number) {
    if (!started.isDone()) {
      started.complete(Cost.now());
    }
    return documents.apply(number);
  }

  /** Time and processor time when the first document was asked for. */
  Cost started() {
    return started.join();
  }

  @Override
  public void close() {
    OPEN.remove(name);
  }
}
