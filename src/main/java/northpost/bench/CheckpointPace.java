package northpost.bench;

import java.util.concurrent.TimeUnit;

/** How checkpoints follow each other. */
enum CheckpointPace {
  BACK_TO_BACK("back to back", 0, 0),

  /** As flink-conf/config.yaml has it; a test holds the two together. */
  PRODUCTION("every 10 s, 5 s apart", 10, 5);

  private final String label;
  private final long intervalSeconds;
  private final long pauseSeconds;

  CheckpointPace(String label, long intervalSeconds, long pauseSeconds) {
    this.label = label;
    this.intervalSeconds = intervalSeconds;
    this.pauseSeconds = pauseSeconds;
  }

  String label() {
    return label;
  }

  long intervalSeconds() {
    return intervalSeconds;
  }

  long pauseSeconds() {
    return pauseSeconds;
  }

  /** When the first is due, in a round that starts now: half an interval on. */
  long first(long now) {
    return now + TimeUnit.SECONDS.toNanos(intervalSeconds) / 2;
  }

  /** When the next is due, by {@link System#nanoTime}. */
  long next(long triggered, long completed) {
    long byInterval = triggered + TimeUnit.SECONDS.toNanos(intervalSeconds);
    long byPause = completed + TimeUnit.SECONDS.toNanos(pauseSeconds);
    return byPause - byInterval > 0 ? byPause : byInterval;
  }
}
