package northpost.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A bulk client whose answers the test gives, one request at a time. */
final class ScriptedBulkClient implements BulkClient {
  final List<List<Document>> requests = new ArrayList<>();
  private final Deque<CompletableFuture<List<ItemResult>>> open = new ArrayDeque<>();
  private final Deque<List<Document>> openRequests = new ArrayDeque<>();
  final CompletableFuture<Void> look = new CompletableFuture<>();
  boolean closed;

  @Override
  public CompletableFuture<List<ItemResult>> send(List<Document> documents) {
    requests.add(documents);
    CompletableFuture<List<ItemResult>> answer = new CompletableFuture<>();
    open.addLast(answer);
    openRequests.addLast(documents);
    return answer;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public CompletableFuture<Void> look() {
    return look;
  }

  int underWay() {
    return open.size();
  }

  /** Takes all documents of the oldest request. */
  void succeed() {
    answer(Collections.nCopies(openRequests.element().size(), ItemResult.WROTE));
  }

  /** Answers the oldest request document by document. */
  void answerEach(Function<Document, ItemResult> result) {
    answer(openRequests.element().stream().map(result).toList());
  }

  /** The ids in the oldest request that has no answer yet. */
  List<String> underWayIds() {
    return openRequests.element().stream().map(Document::id).toList();
  }

  void answer(List<ItemResult> results) {
    openRequests.remove();
    open.remove().complete(results);
  }

  void fail(Throwable failure) {
    openRequests.remove();
    open.remove().completeExceptionally(failure);
  }

  /** The ids of the documents of each request so far. */
  List<List<String>> requestedIds() {
    return requests.stream().map(request -> request.stream().map(Document::id).toList()).toList();
  }
}
