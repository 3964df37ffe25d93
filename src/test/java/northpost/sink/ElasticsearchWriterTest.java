package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import northpost.sink.ItemResult.Disposition;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.runtime.tasks.mailbox.MailboxExecutorImpl;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailboxImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches of two, two under way, a buffer of six; time and answers are the test's. */
@Timeout(30) // a writer that waits where it must not would wait for ever
class ElasticsearchWriterTest {
  private static final ElasticsearchSettings SETTINGS =
      ElasticsearchSettings.of(List.of("http://elasticsearch.test:9200"))
          .withBatch(2, 10_000)
          .withInFlight(2)
          .withBuffer(6, 100_000)
          .withFlushIntervalMillis(1_000);
  private static final String INDEX = "northpost-decisions-2026.03";

  private final ScriptedBulkClient client = new ScriptedBulkClient();
  private final TestProcessingTimeService time = new TestProcessingTimeService();
  private MetricListener metrics;
  private final MailboxExecutorImpl mailbox =
      new MailboxExecutorImpl(
          new TaskMailboxImpl(Thread.currentThread()), 0, StreamTaskActionExecutor.IMMEDIATE);
  private ElasticsearchWriter writer;

  @BeforeEach
  void start() throws Exception {
    time.setCurrentTime(1_000_000);
    writer = writer(SETTINGS, List.of());
  }

  @Test
  void sendsAFullBatchAtOnceAndHoldsTheRest() throws Exception {
    write("a", "b", "c");
    assertThat(client.requestedIds()).containsExactly(List.of("a", "b"));
  }

  @Test
  void sendsAPartBatchWhenItHasWaitedLongEnough() throws Exception {
    write("a");
    time.advance(999);
    assertThat(client.requests).isEmpty();
    time.advance(1);
    assertThat(client.requestedIds()).containsExactly(List.of("a"));
  }

  @Test
  void cutsABatchByBytes() throws Exception {
    writer = writer(SETTINGS.withBatch(5, 250), List.of());
    write("a", "b", "c", "d", "e");
    assertThat(client.requestedIds()).containsExactly(List.of("a", "b"), List.of("c", "d"));
  }

  @Test
  void hasNoMoreRequestsUnderWayThanAllowed() throws Exception {
    write("a", "b", "c", "d", "e", "f");
    assertThat(client.underWay()).isEqualTo(2);
    client.succeed();
    runMails();
    assertThat(client.requestedIds())
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
  }

  @Test
  void returnsAtOnceFromACheckpointAndKeepsAllUnacknowledgedInItsState() throws Exception {
    write("a", "b", "c", "d", "e");
    client.succeed();
    runMails();
    writer.flush(false);
    assertThat(unsent()).containsExactlyInAnyOrder("c", "d", "e");
  }

  @Test
  void sendsRestoredDocumentsWithoutWaitingForNewOnes() throws Exception {
    write("a", "b", "c");
    writer.close();
    ElasticsearchWriter restored = writer(SETTINGS, writer.snapshotState(1));
    client.requests.clear();
    time.advance(1_001);
    assertThat(client.requestedIds()).containsExactly(List.of("a", "b"), List.of("c"));
    restored.close();
  }

  @Test
  void waitsForAllAnswersAtTheEndOfTheInput() throws Exception {
    write("a", "b", "c");
    mailbox.execute(client::succeed, "first answer");
    mailbox.execute(client::succeed, "second answer");
    writer.flush(true);
    assertThat(client.requestedIds()).containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(unsent()).isEmpty();
  }

  @Test
  void sendsAgainWhenTheConnectionIsLostOneRequestAtATime() throws Exception {
    write("a", "b", "c", "d", "e", "f");
    client.fail(new ConnectException("refused"));
    client.fail(new ConnectException("refused"));
    runMails();
    assertThat(client.underWay()).isZero();
    time.advance(100);
    // Half a batch: a server that is short of memory may take that.
    assertThat(client.requestedIds().subList(2, 3)).containsExactly(List.of("c"));
    assertThat(client.underWay()).isEqualTo(1);
    assertThat(unsent()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    drain();
    assertThat(unsent()).isEmpty();
    assertThat(client.requestedIds().stream().flatMap(List::stream))
        .contains("a", "b", "c", "d", "e", "f");
    assertThat(counter("documentsSent")).isEqualTo(6);
    assertThat(counter("bulkRetries")).isEqualTo(2);
  }

  @Test
  void pausesLongerWithEachFailureUpToABound() throws Exception {
    write("a");
    List<Long> pauses = new ArrayList<>();
    time.advance(1_000);
    for (int i = 0; i < 9; i++) {
      long failedAt = time.getCurrentProcessingTime();
      client.fail(new ConnectException("refused"));
      runMails();
      while (client.underWay() == 0) {
        time.advance(1);
      }
      pauses.add(time.getCurrentProcessingTime() - failedAt);
    }
    for (int i = 0; i < pauses.size(); i++) {
      long span = Math.min(BackOff.LONGEST_MILLIS, BackOff.FIRST_MILLIS << i);
      assertThat(pauses.get(i)).as("pause " + i).isBetween(span / 2, span);
    }
  }

  @Test
  void sendsOnlyTheItemsAgainThatWereNotTaken() throws Exception {
    write("a", "b");
    client.answer(List.of(ItemResult.WROTE, result(Disposition.RETRY, 429)));
    runMails();
    assertThat(unsent()).containsExactly("b");
    drain();
    assertThat(client.requestedIds()).containsExactly(List.of("a", "b"), List.of("b"));
  }

  @Test
  void refusesADocumentAtWhichTheServerFailsWhileItTakesOthersOfTheIndex() throws Exception {
    write("a");
    long began = time.getCurrentProcessingTime();
    int answers = 0;
    while (counter("documentsRefused") == 0) {
      assertThat(unsent()).as("after %s answers", answers).containsExactly("a");
      assertThat(answers).isLessThan(1_000);
      time.advance(10_000);
      answerEach(document -> document.id().equals("a") ? failed() : ItemResult.WROTE);
      write("other-" + answers++);
      time.advance(10_000);
      answerEach(document -> document.id().equals("a") ? failed() : ItemResult.WROTE);
    }
    drain();
    assertThat(client.requestedIds().stream().flatMap(List::stream)).contains(INDEX + "|a");
    assertThat(answers).isGreaterThanOrEqualTo(FailingDocuments.LEAST_ERRORS);
    assertThat(time.getCurrentProcessingTime() - began)
        .isGreaterThanOrEqualTo(FailingDocuments.LEAST_MILLIS);
  }

  /** So that all good documents of half a day are not found among the refused. */
  @Test
  void keepsTheDocumentsOfAServerThatFailsAtAllOfThem() throws Exception {
    write("a", "b", "c");
    for (int minutes = 0; minutes < 720; minutes++) {
      time.advance(60_000);
      answerEach(document -> failed());
    }
    assertThat(unsent()).containsExactlyInAnyOrder("a", "b", "c");
    drain();
    assertThat(unsent()).isEmpty();
    assertThat(counter("documentsRefused")).isZero();
    assertThat(counter("documentsSent")).isEqualTo(3);
  }

  @Test
  void keepsTheDocumentsOfAnIndexThatFailsAndSendsThoseOfOthers() throws Exception {
    write("a");
    String other = "northpost-funnel-2026.03";
    for (int minutes = 0; minutes < 720; minutes++) {
      writer.write(document(other, "w-" + minutes), null);
      time.advance(60_000);
      answerEach(document -> document.index().equals(INDEX) ? failed() : ItemResult.WROTE);
    }
    assertThat(unsent()).contains("a").hasSizeLessThanOrEqualTo(2);
    assertThat(counter("documentsSent")).isGreaterThanOrEqualTo(719);
    assertThat(counter("documentsRefused")).isZero();
  }

  @Test
  void refusesADocumentAtWhichWholeRequestsFail() throws Exception {
    write("a");
    for (int i = 0; i < 5000 && counter("documentsRefused") == 0; i++) {
      write("other-" + i);
      for (int answers = 0; answers < 4; answers++) {
        time.advance(5_000);
        while (client.underWay() > 0) {
          if (client.underWayIds().contains("a")) {
            client.fail(failure(500));
          } else {
            client.succeed();
          }
          runMails();
        }
      }
    }
    drain();
    assertThat(counter("documentsRefused")).isEqualTo(1);
    assertThat(client.requestedIds().stream().flatMap(List::stream)).contains(INDEX + "|a");
  }

  @Test
  void neverFailsTheJobBecauseTheServerFailsAtTheRecordOfARefusedDocument() throws Exception {
    write("a");
    time.advance(1_000);
    client.answer(List.of(DomainExamples.mappingConflict()));
    runMails();
    for (int i = 0; i < 100; i++) {
      writer.write(document("northpost-refused-2026.03", "other-" + i), null);
      time.advance(60_000);
      answerEach(document -> document.id().endsWith("|a") ? failed() : ItemResult.WROTE);
    }
    assertThat(unsent()).contains(INDEX + "|a");
    assertThat(counter("documentsRefused")).isEqualTo(1);
    drain();
    assertThat(unsent()).isEmpty();
  }

  /** An index that someone closed must not fill the buffer with the documents of all others. */
  @Test
  void sendsOthersWhileTheDocumentsOfOneIndexAreNotTaken() throws Exception {
    ItemResult blocked =
        new ItemResult(Disposition.RETRY, 403, "cluster_block_exception", "index write");
    write("a", "b");
    client.answer(List.of(blocked, blocked));
    runMails();
    String other = "northpost-funnel-2026.03";
    writer.write(document(other, "c"), null);
    writer.write(document(other, "d"), null);
    for (int i = 0; i < 4; i++) {
      time.advance(10_000);
      answerEach(document -> document.index().equals(INDEX) ? blocked : ItemResult.WROTE);
    }
    assertThat(unsent()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void makesItsRequestsLargerAgainThoughSomeDocumentIsNeverTaken() throws Exception {
    writer = writer(SETTINGS.withBuffer(400, 100_000).withBatch(10, 10_000), List.of());
    for (int i = 0; i < 300; i++) {
      write("d-" + i);
    }
    client.fail(new ConnectException("refused"));
    client.fail(new ConnectException("refused"));
    runMails();
    time.advance(10_000);
    assertThat(client.requests.get(2)).hasSize(5);
    for (int i = 0; i < 6; i++) {
      String first = client.underWayIds().get(0);
      answerEach(
          document ->
              document.id().equals(first) ? result(Disposition.RETRY, 429) : ItemResult.WROTE);
      time.advance(10_000);
    }
    assertThat(client.requests.get(client.requests.size() - 1)).hasSize(10);
  }

  @Test
  void saysWhatIsWrongUntilItIsRight() throws Exception {
    assertThat(gauge("notTakingMillis")).isZero();
    assertThat(text("notTaking")).isEmpty();
    write("a", "b");
    client.fail(new ConnectException("refused"));
    runMails();
    time.advance(10_000);
    assertThat(gauge("notTakingMillis")).isEqualTo(10_000);
    assertThat(text("notTaking")).isEqualTo("no answer, ConnectException: refused");
    drain();
    assertThat(gauge("notTakingMillis")).isZero();
    assertThat(text("notTaking")).isEmpty();
  }

  @Test
  void failsWhenItsClientCanNeverSendAgain() throws Exception {
    write("a", "b");
    client.succeed();
    runMails();
    write("c", "d");
    client.fail(
        new IllegalStateException("Request cannot be executed; I/O reactor status: STOPPED"));
    assertThatThrownBy(this::runMails)
        .hasStackTraceContaining("the client of Elasticsearch at")
        .hasStackTraceContaining("a restart makes a new one");
  }

  @Test
  void sendsADocumentAgainForAsLongAsTheServerIsBusy() throws Exception {
    write("a");
    for (int i = 0; i <= 1_000; i++) {
      time.advance(10_000);
      client.answer(List.of(result(Disposition.RETRY, i % 2 == 0 ? 429 : 503)));
      runMails();
    }
    assertThat(unsent()).containsExactly("a");
  }

  @Test
  void takesAStaleVersionAsDone() throws Exception {
    write("a", "b");
    client.answer(List.of(ItemResult.WROTE, result(Disposition.STALE, 409)));
    runMails();
    assertThat(unsent()).isEmpty();
    assertThat(counter("documentsStale")).isEqualTo(1);
  }

  @Test
  void keepsARefusedDocumentWithItsReasonAndGoesOn() throws Exception {
    write("a", "b");
    client.answer(List.of(DomainExamples.mappingConflict(), ItemResult.WROTE));
    runMails();
    // It is a document like any other: in the next checkpoint, and sent.
    assertThat(unsent()).containsExactly(INDEX + "|a");
    drain();
    Document refused = client.requests.get(1).get(0);
    assertThat(refused.index()).isEqualTo("northpost-refused-2026.03");
    assertThat(new String(refused.json(), StandardCharsets.UTF_8))
        .contains("document_parsing_exception", "\"original\":\"{\\\"id\\\":\\\"a\\\"");
    assertThat(counter("documentsRefused")).isEqualTo(1);
  }

  @Test
  void failsWhenTheRecordOfARefusedDocumentIsRefusedToo() throws Exception {
    write("a", "b");
    client.answer(List.of(DomainExamples.mappingConflict(), ItemResult.WROTE));
    runMails();
    time.advance(1_000);
    client.answer(List.of(DomainExamples.mappingConflict()));
    assertThatThrownBy(this::runMails)
        .hasStackTraceContaining("refuses the record of a refused document")
        .hasStackTraceContaining("index template northpost-refused");
  }

  @Test
  void halvesARequestThatIsTooLargeAndKeepsToIt() throws Exception {
    write("a", "b");
    client.fail(failure(413));
    runMails();
    assertThat(client.requestedIds())
        .containsExactly(List.of("a", "b"), List.of("a"), List.of("b"));
    client.succeed();
    client.succeed();
    runMails();
    write("c", "d");
    assertThat(client.requestedIds().subList(3, 5)).containsExactly(List.of("c"), List.of("d"));
  }

  @Test
  void refusesASingleDocumentThatIsTooLarge() throws Exception {
    write("a");
    time.advance(1_000);
    client.fail(failure(413));
    runMails();
    assertThat(unsent()).containsExactly(INDEX + "|a");
  }

  @Test
  void failsWithAClearMessageWhenAccessIsDenied() throws Exception {
    write("a", "b");
    client.fail(failure(401));
    assertThatThrownBy(this::runMails)
        .hasStackTraceContaining("[http://elasticsearch.test:9200] denies access")
        .hasStackTraceContaining("credentials that may write to northpost-*, got none");
  }

  @Test
  void failsAtItsFirstStartWithWhatIsWrongWithTheCluster() throws Exception {
    write("a", "b");
    client.fail(new CompletionException(new ClusterRefusedException("got no index template x")));
    assertThatThrownBy(this::runMails).hasStackTraceContaining("got no index template x");
  }

  @Test
  void failsAtItsFirstStartBeforeAnyDocumentComes() throws Exception {
    client.look.completeExceptionally(new ClusterRefusedException("got no index template x"));
    assertThatThrownBy(this::runMails).hasStackTraceContaining("got no index template x");
    assertThat(client.requests).isEmpty();
  }

  @Test
  void waitsWhereTheServerIsAwayAtTheFirstLook() throws Exception {
    client.look.completeExceptionally(new ConnectException("refused"));
    runMails();
    write("a", "b");
    client.succeed();
    runMails();
    assertThat(unsent()).isEmpty();
  }

  @Test
  void saysThatACertificateIsNotTrusted() throws Exception {
    write("a", "b");
    client.fail(new SSLHandshakeException("unable to find valid certification path"));
    assertThatThrownBy(this::runMails)
        .hasStackTraceContaining("[http://elasticsearch.test:9200]: no trusted connection")
        .hasStackTraceContaining("northpost.elasticsearch.ca-file names others");
  }

  /** A restart at night must not stop the decisions because a template or a key has gone. */
  @Test
  void keepsTheDocumentsWhateverIsWrongAfterARestart() throws Exception {
    write("a");
    writer.close();
    writer = writer(SETTINGS, writer.snapshotState(1));
    client.requests.clear();
    for (Throwable failure :
        List.of(
            new ClusterRefusedException("gone"), failure(401), new SSLHandshakeException("x"))) {
      time.advance(10_000);
      client.fail(failure);
      runMails();
      assertThat(unsent()).containsExactly("a");
    }
  }

  @Test
  void keepsTheDocumentsWhenAccessIsLostLater() throws Exception {
    write("a", "b");
    client.succeed();
    runMails();
    write("c", "d");
    client.fail(failure(401));
    runMails();
    assertThat(unsent()).containsExactlyInAnyOrder("c", "d");
    assertThat(counter("bulkRetries")).isEqualTo(1);
  }

  @Test
  void holdsUpTheJobWhenItsBufferIsFullAndOnlyThen() throws Exception {
    write("a", "b", "c", "d", "e", "f");
    assertThat(counter("backPressureEpisodes")).isZero();
    mailbox.execute(client::succeed, "answer that makes room");
    write("g");
    assertThat(counter("backPressureEpisodes")).isEqualTo(1);
    assertThat(unsent()).containsExactlyInAnyOrder("c", "d", "e", "f", "g");
    assertThat(gauge("bufferedDocuments")).isEqualTo(5);
  }

  @Test
  void holdsUpTheJobByBytesToo() throws Exception {
    writer = writer(SETTINGS.withBatch(2, 250).withBuffer(100, 300), List.of());
    write("a", "b", "c");
    mailbox.execute(client::succeed, "answer that makes room");
    write("d");
    assertThat(counter("backPressureEpisodes")).isEqualTo(1);
  }

  @Test
  void forgetsAnswersThatComeAfterItsEnd() throws Exception {
    write("a", "b");
    writer.close();
    client.fail(new IOException("closed"));
    runMails();
    assertThat(client.closed).isTrue();
    assertThat(client.requests).hasSize(1);
  }

  private void write(String... ids) throws Exception {
    for (String id : ids) {
      writer.write(document(INDEX, id), null);
    }
  }

  /** 27 + 1 + 60 + 12 = 100 bytes for an id of one letter. */
  private static Document document(String index, String id) {
    byte[] json = ("{\"id\":\"" + id + "\"}  ").getBytes(StandardCharsets.UTF_8);
    return new Document(index, id, json, Document.UNVERSIONED);
  }

  /** Answers all that is under way, document by document, but not what is then sent. */
  private void answerEach(Function<Document, ItemResult> result) {
    for (int open = client.underWay(); open > 0; open--) {
      client.answerEach(result);
    }
    runMails();
  }

  private static ItemResult failed() {
    return new ItemResult(Disposition.RETRY, 500, "null_pointer_exception", "within");
  }

  /** Lets time pass and takes all that is sent, until nothing is held. */
  private void drain() throws Exception {
    for (int i = 0; i < 100 && !unsent().isEmpty(); i++) {
      while (client.underWay() > 0) {
        client.succeed();
        runMails();
      }
      time.advance(1_000);
    }
  }

  private void runMails() {
    while (mailbox.tryYield()) {
      // each answer is one mail
    }
  }

  private List<String> unsent() {
    return writer.snapshotState(1).stream()
        .flatMap(piece -> piece.documents().stream())
        .map(Document::id)
        .toList();
  }

  private ElasticsearchWriter writer(
      ElasticsearchSettings settings, List<UnsentDocuments> recovered) {
    metrics = new MetricListener();
    return new ElasticsearchWriter(
        settings,
        client,
        mailbox,
        time,
        new SinkMetrics(
            InternalSinkWriterMetricGroup.wrap(new ListenedMetricGroup(metrics.getMetricGroup()))),
        new BackOff(new SplittableRandom(7)),
        !recovered.isEmpty(),
        recovered);
  }

  private long counter(String name) {
    return metrics.getCounter(name).map(Counter::getCount).orElseThrow();
  }

  private long gauge(String name) {
    Gauge<Long> gauge = metrics.<Long>getGauge(name).orElseThrow();
    return gauge.getValue();
  }

  private String text(String name) {
    return metrics.<String>getGauge(name).orElseThrow().getValue();
  }

  private static ItemResult result(Disposition disposition, int status) {
    return new ItemResult(disposition, status, "es_rejected_execution_exception", "busy");
  }

  private static ElasticsearchException failure(int status) {
    return new ElasticsearchException(
        "es/bulk",
        ErrorResponse.of(e -> e.status(status).error(c -> c.type("test").reason("refused"))));
  }
}
