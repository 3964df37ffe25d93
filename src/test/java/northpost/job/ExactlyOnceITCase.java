package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import northpost.decision.DecisionRule;
import northpost.decision.PolicyBook;
import northpost.domain.Decision;
import northpost.gallery.CandidateList;
import northpost.testing.Captures;
import northpost.testing.GatedSource;
import northpost.testing.KafkaFixture;
import northpost.testing.Policies;
import northpost.testing.TopicReader;
import northpost.wire.DecisionCodec;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Decisions in a real Kafka with {@code northpost.decisions.delivery: exactly-once}, through a
 * failure after a checkpoint.
 */
class ExactlyOnceITCase {
  private static final int DECISIONS = 200;
  private static final int BEFORE_CHECKPOINT = 50;
  private static final int BEFORE_FAILURE = 120;

  @RegisterExtension static final KafkaFixture kafka = new KafkaFixture();

  @TempDir Path folder;

  @Test
  void aConsumerOfCommittedDecisionsSeesEachOnceThroughAFailure() throws Exception {
    String topic = kafka.createTopic("decisions", 2);
    Configuration config = configuration(topic);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, config);
    env.configure(NorthpostJob.safeguards());
    env.fromSource(
            GatedSource.of(
                new NumberSequenceSource(1, DECISIONS),
                Long.class,
                FailsOnceAfterACheckpoint::gate),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .map(new FailsOnceAfterACheckpoint())
        .uid("decisions")
        .sinkTo(KafkaOutputs.of(config).decisions())
        .uid(OperatorIds.DECISION_SINK);
    env.execute("exactly-once");

    assertThat(FailsOnceAfterACheckpoint.MADE.get()).isGreaterThan(DECISIONS);
    List<String> captureIds = new ArrayList<>();
    try (TopicReader reader = new TopicReader(kafka.bootstrapServers(), topic)) {
      for (var message : reader.read()) {
        captureIds.add(DecisionCodec.decode(message.value()).capture().captureId());
      }
    }
    assertThat(captureIds)
        .containsExactlyInAnyOrder(
            LongStream.rangeClosed(1, DECISIONS).mapToObj(n -> "c-" + n).toArray(String[]::new));
  }

  private Configuration configuration(String topic) {
    return Configuration.fromMap(
        Map.of(
            NorthpostOptions.BOOTSTRAP_SERVERS.key(),
            kafka.bootstrapServers(),
            NorthpostOptions.DECISIONS_TOPIC.key(),
            topic,
            NorthpostOptions.DECISIONS_DELIVERY.key(),
            "exactly-once",
            "execution.checkpointing.interval",
            "200 ms",
            "execution.checkpointing.dir",
            folder.resolve("checkpoints").toUri().toString(),
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.attempts",
            "1",
            "restart-strategy.fixed-delay.delay",
            "0 s"));
  }

  /** Makes decisions; waits for a checkpoint after some of them, and fails once after more. */
  private static final class FailsOnceAfterACheckpoint extends RichMapFunction<Long, Decision>
      implements CheckpointListener {
    private static final long serialVersionUID = 1;

    static final AtomicInteger MADE = new AtomicInteger();
    private static final CompletableFuture<Void> OPEN = CompletableFuture.completedFuture(null);
    private static final CompletableFuture<Void> CHECKPOINT = new CompletableFuture<>();
    private static final PolicyBook BOOK = new PolicyBook(Policies.system(), List.of());

    static CompletableFuture<Void> gate() {
      return MADE.get() < BEFORE_CHECKPOINT ? OPEN : CHECKPOINT;
    }

    @Override
    public Decision map(Long number) throws IOException {
      if (MADE.incrementAndGet() == BEFORE_FAILURE) {
        throw new IOException("the failure this test injects");
      }
      Captures capture = Captures.capture("c-" + number).optingOut();
      return DecisionRule.decide(
          CandidateList.notCompared(capture.probe(1, 0).withoutTemplate()), BOOK, Instant.now());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      if (MADE.get() >= BEFORE_CHECKPOINT) {
        CHECKPOINT.complete(null);
      }
    }
  }
}
