package northpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void keepsTheIntervalAndAfterALongCheckpointThePause() {
    CheckpointPace pace = CheckpointPace.PRODUCTION;
    assertThat(pace.first(7)).isEqualTo(7 + 5 * SECOND);
    assertThat(pace.next(0, SECOND)).isEqualTo(10 * SECOND);
    assertThat(pace.next(0, 8 * SECOND)).isEqualTo(13 * SECOND);
    assertThat(CheckpointPace.BACK_TO_BACK.next(0, SECOND)).isEqualTo(SECOND);
  }

  @Test
  void isThatOfTheConfigurationForProduction() throws IOException {
    CheckpointPace pace = CheckpointPace.PRODUCTION;
    assertThat(Files.readString(Path.of("flink-conf/config.yaml")))
        .containsPattern(
            "(?m)^  checkpointing:\\n(    .*\\n)*?    interval: " + pace.intervalSeconds() + " s$")
        .containsPattern("(?m)^    min-pause: " + pace.pauseSeconds() + " s$");
    assertThat(pace.label())
        .isEqualTo("every " + pace.intervalSeconds() + " s, " + pace.pauseSeconds() + " s apart");
  }
}
