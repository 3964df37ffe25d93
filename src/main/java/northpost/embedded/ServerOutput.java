package northpost.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Carries what a server prints to its log, keeps the last lines for error messages, and notices the
 * ready line.
 */
final class ServerOutput implements Runnable {
  private static final String READY = "READY ";
  private static final int KEPT_LINES = 20;

  private final InputStream output;
  private final Path log;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final CompletableFuture<Optional<String>> ready = new CompletableFuture<>();

  ServerOutput(InputStream output, Path log) {
    this.output = output;
    this.log = log;
  }

  /** What the ready line said after READY; empty when the output ended without such a line. */
  CompletableFuture<Optional<String>> ready() {
    return ready;
  }

  List<String> lastLines() {
    synchronized (lastLines) {
      return List.copyOf(lastLines);
    }
  }

  @Override
  public void run() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, UTF_8));
        Writer file =
            Files.newBufferedWriter(
                log, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        remember(line);
        file.write(line + "\n");
        file.flush();
        if (line.startsWith(READY)) {
          ready.complete(Optional.of(line.substring(READY.length())));
        }
      }
    } catch (IOException e) {
      // The server sees a closed pipe from here on, as it would without us.
      remember("its output could not be carried to " + log + ": " + e);
    } finally {
      ready.complete(Optional.empty());
    }
  }

  private void remember(String line) {
    synchronized (lastLines) {
      if (lastLines.size() == KEPT_LINES) {
        lastLines.removeFirst();
      }
      lastLines.addLast(line);
    }
  }
}
