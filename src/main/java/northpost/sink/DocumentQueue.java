package northpost.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Documents that wait to be sent, oldest first, with their bytes. */
final class DocumentQueue {
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;

  /**
   * A document that waits.
   *
   * @param since when it came, in milliseconds since the epoch
   * @param errors of the server at this very document
   */
  record Waiting(Document document, long since, FailingDocuments.Errors errors) {
    Waiting with(FailingDocuments.Errors newErrors) {
      return new Waiting(document, since, newErrors);
    }
  }

  void add(Document document, long now) {
    waiting.addLast(new Waiting(document, now, FailingDocuments.Errors.NONE));
    bytes += document.sizeInBytes();
  }

  /** Puts documents back to the front, in their order. */
  void putBack(List<Waiting> batch) {
    for (int i = batch.size() - 1; i >= 0; i--) {
      waiting.addFirst(batch.get(i));
      bytes += batch.get(i).document().sizeInBytes();
    }
  }

  /** Puts documents back behind all others, which so get their turn first. */
  void putLast(List<Waiting> batch) {
    for (Waiting each : batch) {
      waiting.addLast(each);
      bytes += each.document().sizeInBytes();
    }
  }

  /** Takes the next documents up to both bounds, but at least one. */
  List<Waiting> take(int maxDocuments, long maxBytes) {
    List<Waiting> batch = new ArrayList<>(Math.min(maxDocuments, waiting.size()));
    long taken = 0;
    while (!waiting.isEmpty() && batch.size() < maxDocuments) {
      long next = waiting.peekFirst().document().sizeInBytes();
      if (taken + next > maxBytes && !batch.isEmpty()) {
        break;
      }
      batch.add(waiting.pollFirst());
      taken += next;
    }
    bytes -= taken;
    return batch;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  long bytes() {
    return bytes;
  }

  /** Since when the first waits; meaningful only when not empty. */
  long oldestSince() {
    return waiting.peekFirst().since();
  }

  void copyTo(List<Document> documents) {
    waiting.forEach(each -> documents.add(each.document()));
  }
}
