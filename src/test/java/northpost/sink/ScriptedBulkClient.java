package northpost.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A bulk client whose answers the test gives, one request at a time. */
final class ScriptedBulkClient implements BulkClient {
  final List<List<Document>> requests = new ArrayList<>();
  private final Deque<CompletableFuture<List<ItemResult>>> open = new ArrayDeque<>();
  private final Deque<Integer> openSizes = new ArrayDeque<>();
  boolean closed;

  @Override
  public CompletableFuture<List<ItemResult>> send(List<Document> documents) {
    requests.add(documents);
    CompletableFuture<List<ItemResult>> answer = new CompletableFuture<>();
    open.addLast(answer);
    openSizes.addLast(documents.size());
    return answer;
  }

  @Override
  public void close() {
    closed = true;
  }

  int underWay() {
    return open.size();
  }

  /** Takes all documents of the oldest request. */
  void succeed() {
    answer(Collections.nCopies(openSizes.element(), ItemResult.WROTE));
  }

  void answer(List<ItemResult> results) {
    openSizes.remove();
    open.remove().complete(results);
  }

  void fail(Throwable failure) {
    openSizes.remove();
    open.remove().completeExceptionally(failure);
  }

  /** The ids of the documents of each request so far. */
  List<List<String>> requestedIds() {
    return requests.stream().map(request -> request.stream().map(Document::id).toList()).toList();
  }
}
