package northpost.sink;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import northpost.sink.DocumentQueue.Waiting;
import northpost.sink.ItemResult.Disposition;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends documents in batches, several at a time. A checkpoint never waits for an answer: unsent and
 * unacknowledged documents are the state.
 *
 * <p>Everything here runs in the task's mailbox thread, answers and timers too: hence no locks.
 */
final class ElasticsearchWriter implements StatefulSinkWriter<Document, UnsentDocuments> {
  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);
  private static final long NEVER = Long.MAX_VALUE;

  /** How often the log tells of what has not changed. */
  static final long TELL_AGAIN_MILLIS = 60_000;

  private final ElasticsearchSettings settings;
  private final BulkClient client;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService time;
  private final SinkMetrics metrics;
  private final BackOff backOff;

  private final DocumentQueue queue = new DocumentQueue();
  private final FailingDocuments failing = new FailingDocuments();
  private final Trouble trouble;
  private final Set<Batch> inFlight = Collections.newSetFromMap(new IdentityHashMap<>());
  // Read by the metric reporter's thread.
  private volatile int heldDocuments;
  private volatile long heldBytes;

  private int batchDocuments;
  private long batchBytes;
  private long pausedUntil;
  private boolean accepted;
  private long refusedToldAt = -TELL_AGAIN_MILLIS;
  private long refused;
  private long wakeAt = NEVER;
  private boolean draining;
  private boolean closed;

  /** One bulk request under way. */
  private record Batch(List<Waiting> documents, long sentAt) {}

  ElasticsearchWriter(
      ElasticsearchSettings settings,
      BulkClient client,
      MailboxExecutor mailbox,
      ProcessingTimeService time,
      SinkMetrics metrics,
      BackOff backOff,
      boolean restored,
      Collection<UnsentDocuments> recovered) {
    this.settings = settings;
    this.client = client;
    this.mailbox = mailbox;
    this.time = time;
    this.metrics = metrics;
    this.backOff = backOff;
    this.trouble = new Trouble(settings.urls(), time::getCurrentProcessingTime);
    this.accepted = restored;
    this.batchDocuments = settings.batchDocuments();
    this.batchBytes = settings.batchBytes();
    metrics.gauge("bufferedDocuments", () -> heldDocuments);
    metrics.gauge("bufferedBytes", () -> heldBytes);
    metrics.gauge("bulksInFlight", inFlight::size);
    metrics.gauge("notTakingMillis", trouble::millis);
    metrics.gauge("notTaking", trouble::words);
    recovered.forEach(piece -> piece.documents().forEach(this::hold));
    if (!queue.isEmpty()) {
      LOG.info("Elasticsearch sink: {} unsent documents restored", queue.size());
      wakeAt(time.getCurrentProcessingTime() + 1);
    }
    if (!restored) {
      lookFirst();
    }
  }

  /** A first start fails at once where it cannot work, not only when the first document comes. */
  private void lookFirst() {
    client
        .look()
        .whenComplete(
            (found, failure) -> {
              if (failure != null) {
                inMailbox(() -> looked(failure), "first look at Elasticsearch");
              }
            });
  }

  private void looked(Throwable failure) throws IOException {
    if (!closed) {
      failIfRefused(failure);
      failAtStart(FailureClasses.ofRequest(failure));
    }
  }

  @Override
  public void write(Document document, Context context) throws InterruptedException {
    if (full()) {
      awaitRoom();
    }
    hold(document);
    sendWhatIsDue();
  }

  /** At a checkpoint it does nothing; at the end of the input it waits until all is answered. */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    if (!endOfInput) {
      return;
    }
    draining = true;
    sendWhatIsDue();
    while (heldDocuments > 0) {
      mailbox.yield();
    }
  }

  @Override
  public List<UnsentDocuments> snapshotState(long checkpointId) {
    List<Document> unsent = new ArrayList<>(heldDocuments);
    for (Batch batch : inFlight) {
      batch.documents().forEach(waiting -> unsent.add(waiting.document()));
    }
    queue.copyTo(unsent);
    return UnsentDocuments.split(unsent);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    client.close();
  }

  private boolean full() {
    return heldDocuments >= settings.bufferDocuments() || heldBytes >= settings.bufferBytes();
  }

  private void awaitRoom() throws InterruptedException {
    metrics.backPressure();
    long since = time.getCurrentProcessingTime();
    LOG.warn(
        "Elasticsearch sink: buffer full with {} documents, {} bytes (bounds {}, {}): holding up the"
            + " job until Elasticsearch at {} takes documents again",
        heldDocuments,
        heldBytes,
        settings.bufferDocuments(),
        settings.bufferBytes(),
        settings.urls());
    while (full()) {
      mailbox.yield();
    }
    LOG.info(
        "Elasticsearch sink: room in the buffer again after {} ms",
        time.getCurrentProcessingTime() - since);
  }

  private void hold(Document document) {
    queue.add(document, time.getCurrentProcessingTime());
    heldDocuments++;
    heldBytes += document.sizeInBytes();
  }

  private void release(Document document) {
    heldDocuments--;
    heldBytes -= document.sizeInBytes();
  }

  private void sendWhatIsDue() {
    long now = time.getCurrentProcessingTime();
    if (now < pausedUntil) {
      wakeAt(pausedUntil);
      return;
    }
    while (mayStart() && due(now)) {
      send(queue.take(batchDocuments, batchBytes), now);
    }
    if (!queue.isEmpty() && mayStart()) {
      wakeAt(queue.oldestSince() + settings.flushIntervalMillis());
    }
  }

  /** After a failure one request at a time tries whether Elasticsearch is back. */
  private boolean mayStart() {
    return inFlight.size() < (trouble.present() ? 1 : settings.inFlight());
  }

  private boolean due(long now) {
    return !queue.isEmpty()
        && (draining
            || queue.size() >= batchDocuments
            || queue.bytes() >= batchBytes
            || now - queue.oldestSince() >= settings.flushIntervalMillis());
  }

  private void send(List<Waiting> documents, long now) {
    Batch batch = new Batch(documents, now);
    inFlight.add(batch);
    client
        .send(documents.stream().map(Waiting::document).toList())
        .whenComplete((results, failure) -> toMailbox(batch, results, failure));
  }

  private void toMailbox(Batch batch, List<ItemResult> results, Throwable failure) {
    inMailbox(() -> answered(batch, results, failure), "answer to a bulk request");
  }

  /** Hands over from the client's thread to the task. */
  private void inMailbox(ThrowingRunnable<IOException> mail, String description) {
    try {
      mailbox.execute(mail, description);
    } catch (RejectedExecutionException e) {
      LOG.debug("answer after the end of the task, its documents are in the checkpoint", e);
    }
  }

  private void answered(Batch batch, List<ItemResult> results, Throwable failure)
      throws IOException {
    if (closed) {
      return;
    }
    inFlight.remove(batch);
    metrics.answered(time.getCurrentProcessingTime() - batch.sentAt());
    if (failure == null) {
      itemsAnswered(batch, results);
    } else {
      failIfBroken(failure);
      failIfRefused(failure);
      requestFailed(batch, FailureClasses.ofRequest(failure));
    }
    sendWhatIsDue();
  }

  private void itemsAnswered(Batch batch, List<ItemResult> results) throws IOException {
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).disposition() == Disposition.WRITTEN) {
        failing.taken(batch.documents().get(i).document());
      }
    }
    List<Waiting> again = new ArrayList<>();
    ItemResult passing = null;
    for (int i = 0; i < results.size(); i++) {
      ItemResult result = results.get(i);
      Document document = batch.documents().get(i).document();
      switch (result.disposition()) {
        case WRITTEN -> {
          accepted = true;
          metrics.sent(document.sizeInBytes());
          release(document);
        }
        case STALE -> {
          accepted = true;
          metrics.stale();
          release(document);
        }
        case REFUSED, TOO_LARGE -> refuse(document, result);
        case RETRY, FATAL -> {
          failAtStart(result);
          Waiting waiting = afterFailure(batch.documents().get(i), result);
          if (waiting == null) {
            refuse(document, result);
          } else {
            again.add(waiting);
            passing = result;
          }
        }
      }
    }
    if (passing == null) {
      recovered();
      return;
    }
    // Behind the others: an index that takes nothing must not hold up those that do.
    queue.putLast(again);
    if (again.size() < results.size()) {
      someTaken();
    }
    pause(batch, again.size(), passing);
  }

  /**
   * The document to be sent again, or null where it is to blame itself. The record of a refused
   * document never is: it is always of the same shape, so there it is the server.
   */
  private Waiting afterFailure(Waiting waiting, ItemResult result) {
    if (result.status() != HttpURLConnection.HTTP_INTERNAL_ERROR) {
      return waiting;
    }
    long now = time.getCurrentProcessingTime();
    FailingDocuments.Errors errors = failing.oneMore(waiting.document(), waiting.errors(), now);
    return FailingDocuments.isToBlame(errors, now) && !RefusedDocument.isOne(waiting.document())
        ? null
        : waiting.with(errors);
  }

  private void requestFailed(Batch batch, ItemResult result) throws IOException {
    failAtStart(result);
    List<Waiting> documents = batch.documents();
    if (result.disposition() == Disposition.TOO_LARGE) {
      if (documents.size() == 1) {
        refuse(documents.get(0).document(), result);
      } else {
        queue.putBack(documents);
        long refusedBytes = bytes(documents);
        batchBytes = Math.min(batchBytes, Math.max(1, refusedBytes / 2));
        LOG.warn(
            "Elasticsearch sink: a request of {} bytes is more than Elasticsearch takes ({}); from"
                + " now on at most {} bytes",
            refusedBytes,
            result.describe(),
            batchBytes);
      }
      return;
    }
    if (documents.size() == 1) {
      Waiting waiting = afterFailure(documents.get(0), result);
      if (waiting == null) {
        refuse(documents.get(0).document(), result);
        recovered();
        return;
      }
      // It may be this one that the server fails at: others first.
      queue.putLast(List.of(waiting));
    } else {
      queue.putBack(documents);
    }
    // A server short of memory may take half of it.
    batchDocuments = Math.max(1, documents.size() / 2);
    pause(batch, documents.size(), result);
  }

  /**
   * What waiting does not mend fails the job, but only at its first start, before Elasticsearch has
   * taken anything: a key that expires at night must not stop the decisions of a running job, nor
   * of one that restarts.
   */
  private void failAtStart(ItemResult result) throws IOException {
    if (result.disposition() == Disposition.FATAL && !accepted) {
      throw fatal(result);
    }
  }

  /**
   * A client that has lost its threads to an error can never send again; a restarted job has a new
   * one, and the documents are in the checkpoint.
   */
  private void failIfBroken(Throwable failure) throws IOException {
    Throwable cause = FailureClasses.unwrap(failure);
    if (cause instanceof IllegalStateException
        && String.valueOf(cause.getMessage()).contains("I/O reactor")) {
      throw new IOException(
          "the client of Elasticsearch at "
              + settings.urls()
              + " has ended ("
              + cause.getMessage()
              + "): expected one that sends; a restart makes a new one",
          cause);
    }
  }

  private void failIfRefused(Throwable failure) throws IOException {
    if (!accepted && FailureClasses.unwrap(failure) instanceof ClusterRefusedException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  private void recovered() {
    trouble.over(heldDocuments);
    someTaken();
  }

  /** The pauses start again from the shortest, and requests become larger again. */
  private void someTaken() {
    backOff.succeeded();
    batchDocuments =
        Math.min(
            settings.batchDocuments(),
            batchDocuments + Math.max(1, settings.batchDocuments() / 10));
  }

  /** Several requests that fail together count as one failure. */
  private void pause(Batch batch, int documents, ItemResult result) {
    metrics.retried();
    long now = time.getCurrentProcessingTime();
    if (batch.sentAt() < pausedUntil) {
      return;
    }
    trouble.met(result, documents, heldDocuments, settings.bufferDocuments());
    pausedUntil = now + backOff.failed();
  }

  private void refuse(Document document, ItemResult result) throws IOException {
    if (RefusedDocument.isOne(document)) {
      throw new IOException(
          "Elasticsearch at "
              + settings.urls()
              + " refuses the record of a refused document "
              + document
              + " ("
              + result.describe()
              + "): expected the index template northpost-refused to be installed"
              + " (elasticsearch verify tells)");
    }
    metrics.refused();
    tellRefused(document, result);
    release(document);
    hold(
        RefusedDocument.of(
            document, result, Instant.ofEpochMilli(time.getCurrentProcessingTime())));
  }

  /** Not each: a fault in what makes the documents would fill the log. */
  private void tellRefused(Document document, ItemResult result) {
    refused++;
    long now = time.getCurrentProcessingTime();
    if (now - refusedToldAt >= TELL_AGAIN_MILLIS) {
      refusedToldAt = now;
      LOG.warn(
          "Elasticsearch sink: {} refused ({}); {} refused since the start, all in the indices"
              + " northpost-refused-*",
          document,
          result.describe(),
          refused);
    }
  }

  private IOException fatal(ItemResult result) {
    boolean denied = result.status() == 401 || result.status() == 403;
    if (result.status() == 0 && result.type().startsWith("SSL")) {
      return new IOException(
          "Elasticsearch at "
              + settings.urls()
              + ": no trusted connection ("
              + result.reason()
              + "): expected a certificate of that host that is in force, by an authority "
              + (settings.caFile() == null
                  ? "that the Java runtime trusts; northpost.elasticsearch.ca-file names others"
                  : "in " + settings.caFile()));
    }
    return new IOException(
        "Elasticsearch at "
            + settings.urls()
            + (denied ? " denies access" : " does not take bulk requests")
            + " ("
            + result.describe()
            + "): expected "
            + (denied
                ? "credentials that may write to northpost-*, got "
                    + (settings.username() != null
                        ? "user " + settings.username()
                        : settings.apiKey() != null ? "an API key" : "none")
                : "an Elasticsearch 8 or 9 server"));
  }

  private void wakeAt(long at) {
    if (at >= wakeAt) {
      return;
    }
    wakeAt = at;
    time.registerTimer(
        at,
        now -> {
          if (!closed) {
            if (at == wakeAt) {
              wakeAt = NEVER;
            }
            sendWhatIsDue();
          }
        });
  }

  private static long bytes(List<Waiting> documents) {
    return documents.stream().mapToLong(each -> each.document().sizeInBytes()).sum();
  }
}
