package northpost.console;

import java.time.Instant;

/** Two summer days of all ports, with what a page of operations has to show. */
final class ConsoleScenario {
  static final long SEED = 11;

  static final String YAML =
      """
      title: Two days of all ports, some things wrong on the second
      start: "2025-07-11"
      days: 2
      ports: all
      scale: 0.05
      strangers: 0.03
      optOuts: 0.03
      unusable: 0.02
      seededProbes: 0.02
      faults:
        - {fault: camera-dead, at: 0901-rainbow-bridge-v1-c2, from: 30h, until: 44h}
        - {fault: gallery-half-loaded, at: "0712", from: 34h, until: 40h, share: 0.6}
        - {fault: replayed-photo, at: "0704", from: 30h, until: 40h, times: 3, minutes: 20}
        - {fault: repeated-rejection, at: "0708", from: 32h, until: 38h, times: 2}
        - {fault: impostor, at: "0901", from: 30h, until: 40h, times: 3}
      """;

  /** The second day's afternoon, by the clocks of the ports. */
  static final Instant FROM = Instant.parse("2025-07-11T18:00:00Z");

  static final Instant TO = Instant.parse("2025-07-12T18:00:00Z");

  /** When all that went wrong is over. */
  static final Instant EVENING = Instant.parse("2025-07-13T00:30:00Z");

  private ConsoleScenario() {}
}
