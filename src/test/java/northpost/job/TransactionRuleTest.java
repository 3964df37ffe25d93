package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import northpost.settings.Finding;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;

/** Decisions that are committed late must not have been dropped by the broker before. */
class TransactionRuleTest {
  private static final String TIMEOUT = NorthpostOptions.DECISIONS_TRANSACTION_TIMEOUT.key();

  /** 7 checkpoints of 310 s and 15 min. */
  private static final int NEEDED_SECONDS = 7 * 310 + 900;

  @Test
  void theShippedConfigurationAllowsForEveryCheckpointThatMayFail() {
    Configuration shipped = GlobalConfiguration.loadConfiguration("flink-conf");
    shipped.set(NorthpostOptions.DECISIONS_DELIVERY, NorthpostOptions.Delivery.EXACTLY_ONCE);
    assertThat(check(shipped)).isEmpty();
    shipped.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 20);
    assertThat(check(shipped)).isPresent();
  }

  @Test
  void refusesATimeoutThatEndsBeforeTheCommitAndSaysWhatIsNeeded() {
    assertThat(check(configuration("exactly-once", NEEDED_SECONDS))).isEmpty();
    assertThat(check(configuration("exactly-once", NEEDED_SECONDS - 1)))
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.text())
                  .startsWith("config.yaml:3: " + TIMEOUT + ": got ")
                  .contains("at least " + NEEDED_SECONDS + " s")
                  .contains("7 checkpoints")
                  .contains("execution.checkpointing.tolerable-failed-checkpoints");
            });
  }

  @Test
  void asksForNothingWhereDecisionsAreWrittenAtOnce() {
    assertThat(check(configuration("at-least-once", 60))).isEmpty();
  }

  @Test
  void countsThePauseBetweenCheckpointsWhereItIsLongerThanTheInterval() {
    Configuration paused = configuration("exactly-once", NEEDED_SECONDS);
    paused.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofSeconds(11));
    assertThat(check(paused)).isPresent();
  }

  /** Of whatever source: arguments of the job go before Flink's file. */
  @Test
  void endsTheStartOfAJobWhoseArgumentsBreakIt() {
    Map<String, String> shipped =
        new HashMap<>(GlobalConfiguration.loadConfiguration("flink-conf").toMap());
    shipped.put(NorthpostOptions.FILES_ON_SUBMISSION.key(), "false");
    assertThatThrownBy(
            () ->
                ClusterStart.of(
                    shipped,
                    "--northpost.decisions.delivery",
                    "exactly-once",
                    "--northpost.decisions.transaction-timeout",
                    "1 min"))
        .hasMessageContaining(TIMEOUT + ": got 1 min");
    shipped.put(NorthpostOptions.DECISIONS_DELIVERY.key(), "exactly-once");
    shipped.put(TIMEOUT, "1 min");
    assertThatCode(() -> ClusterStart.of(shipped, "--" + TIMEOUT, "2 h"))
        .doesNotThrowAnyException();
  }

  private static Configuration configuration(String delivery, int timeoutSeconds) {
    return Configuration.fromMap(
        Map.of(
            NorthpostOptions.DECISIONS_DELIVERY.key(),
            delivery,
            TIMEOUT,
            timeoutSeconds + " s",
            "execution.checkpointing.interval",
            "10 s",
            "execution.checkpointing.timeout",
            "5 min",
            "execution.checkpointing.tolerable-failed-checkpoints",
            "6"));
  }

  private static Optional<Finding> check(Configuration config) {
    return TransactionRule.check(config, config, Map.of(TIMEOUT, "config.yaml:3"), "config.yaml");
  }
}
