package northpost.sink;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends documents in one bulk request. */
interface BulkClient extends AutoCloseable {
  /**
   * Sends the documents without waiting. The results come in the order of the documents; a failure
   * of the whole request completes the future exceptionally.
   */
  CompletableFuture<List<ItemResult>> send(List<Document> documents);

  /**
   * Looks at once whether documents may go there, without waiting. Completes exceptionally where
   * they may not, or where that cannot be told.
   */
  default CompletableFuture<Void> look() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  void close() throws IOException;
}
