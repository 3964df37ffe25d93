package northpost.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;

/**
 * What a demo is to be like.
 *
 * @param home folder of the repository: models and built servers are found below it
 * @param duration how long captures are sent; null until stopped
 * @param rate captures a second over all ports
 * @param parallelism of the job
 * @param consolePort where the operations page is served; 0 for a free port
 */
public record DemoSettings(
    Path home, Duration duration, double rate, long seed, int parallelism, int consolePort) {

  /** The traffic follows a summer Saturday at noon, when every crossing is open, the ferry too. */
  public static final LocalDateTime SCHEDULE = LocalDateTime.parse("2025-07-12T12:00:00");

  /** Each port sends at least this share, so that the smallest is seen within a minute. */
  public static final double PORT_FLOOR = 0.05;

  Path target() {
    return home.resolve("target");
  }

  Path servers() {
    return target().resolve("servers");
  }

  Path models() {
    return home.resolve("models");
  }
}
