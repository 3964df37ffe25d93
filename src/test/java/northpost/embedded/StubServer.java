package northpost.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server that does nothing but what the test asks of it. */
final class StubServer {
  private StubServer() {}

  static ServerCommand command(Path log, Duration startLimit, String behaviour) {
    return new ServerCommand(
        "stub",
        List.of(Path.of(System.getProperty("northpost.home", "."), "target", "test-classes")),
        List.of("-Xmx16m", "-XX:TieredStopAtLevel=1"),
        StubServer.class.getName(),
        List.of(behaviour),
        log,
        startLimit,
        Duration.ofSeconds(1));
  }

  public static void main(String[] args) throws Exception {
    for (int line = 1; line <= 30; line++) {
      System.out.println("line " + line);
    }
    switch (args[0]) {
      case "ready" -> System.out.println("READY at once");
      case "silent" -> {}
      case "deaf" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(StubServer::awaitEndOfInput));
        System.out.println("READY and deaf to SIGTERM");
      }
      case "dies" -> {
        System.err.println("no disk");
        System.exit(3);
      }
      default -> throw new IllegalArgumentException("behaviour: " + args[0]);
    }
    awaitEndOfInput();
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Only the end matters.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
