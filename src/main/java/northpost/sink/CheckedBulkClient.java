package northpost.sink;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends documents once the cluster has been looked at; until it is found good, none. */
final class CheckedBulkClient implements BulkClient {
  private final ClusterCheck check;
  private final BulkClient client;

  private volatile boolean good;

  CheckedBulkClient(ClusterCheck check, BulkClient client) {
    this.check = check;
    this.client = client;
  }

  @Override
  public CompletableFuture<List<ItemResult>> send(List<Document> documents) {
    return good ? client.send(documents) : look().thenCompose(found -> client.send(documents));
  }

  @Override
  public CompletableFuture<Void> look() {
    return check.run().thenRun(() -> good = true);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
