package northpost.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server in a child JVM: started, awaited, and stopped by its process id.
 *
 * <p>The child's standard input is a pipe that this process holds open. A server that ends at the
 * end of its input therefore never outlives this process, however this process ends.
 */
public final class ServerProcess implements AutoCloseable {
  /** Nothing can refuse to be killed; a busy machine may take its time. */
  private static final Duration KILL_LIMIT = Duration.ofMinutes(5);

  private final ServerCommand command;
  private final Process process;
  private final ServerOutput output;
  private final Thread carrier;

  private ServerProcess(ServerCommand command, Process process) {
    this.command = command;
    this.process = process;
    this.output = new ServerOutput(process.getInputStream(), command.log());
    this.carrier = new Thread(output, command.name() + "-output");
    carrier.setDaemon(true);
    carrier.start();
  }

  /**
   * Starts the server and waits until it prints a line that begins with {@code READY}.
   *
   * @throws IOException when it ends before that or exceeds its limit; the message ends with the
   *     last lines of its log, and no process is left
   */
  public static ServerProcess start(ServerCommand command) throws IOException {
    Files.createDirectories(command.log().toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(command.commandLine()).redirectErrorStream(true);
    builder.environment().putAll(command.environment());
    Process process = builder.start();
    ServerProcess server = new ServerProcess(command, process);
    try {
      server.awaitReady();
    } catch (IOException | RuntimeException e) {
      server.kill();
      throw e;
    }
    return server;
  }

  /** What the server said on its ready line, after the word READY. */
  public String readyText() {
    return output.ready().join().orElseThrow();
  }

  public long pid() {
    return process.pid();
  }

  /** Where its output goes. */
  public Path log() {
    return command.log();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Why a server is no longer there that ought to be: its exit status and the end of its log. */
  public IOException endedByItself() {
    return failure("expected it to go on, got exit status " + process.exitValue());
  }

  /** Ends the server at once, as {@code kill -9} does. */
  public void kill() throws IOException {
    process.toHandle().destroyForcibly();
    if (!awaitEnd(KILL_LIMIT)) {
      throw failure("expected its end when killed, got a process that is still there");
    }
  }

  /** Asks the server to end, and ends it by force when it does not within its limit. */
  @Override
  public void close() throws IOException {
    // By its handle: Process.destroy would close the pipes too and lose the last of the log.
    process.toHandle().destroy();
    if (!awaitEnd(command.stopLimit())) {
      kill();
    }
  }

  private void awaitReady() throws IOException {
    Optional<String> ready;
    try {
      ready = output.ready().get(command.startLimit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failure("expected READY within " + command.startLimit().toSeconds() + " s, got none");
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    if (ready.isEmpty()) {
      awaitEnd(command.stopLimit());
      throw failure(
          "expected READY, got "
              + (process.isAlive() ? "no more output" : "exit status " + process.exitValue()));
    }
  }

  /** Waits for the end even when interrupted: who stops a server wants it gone. */
  private boolean awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        try {
          if (!process.waitFor(left, TimeUnit.MILLISECONDS)) {
            return false;
          }
          carrier.join(Math.max(1, left));
          return true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private IOException failure(String expectedAndGot) {
    return new IOException(
        command.name()
            + " (process "
            + process.pid()
            + "): "
            + expectedAndGot
            + "; the end of "
            + command.log()
            + ":\n  "
            + String.join("\n  ", output.lastLines()));
  }

  private InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException e =
        new InterruptedIOException(
            command.name() + " (process " + process.pid() + "): interrupted while waiting for it");
    e.initCause(cause);
    return e;
  }
}
