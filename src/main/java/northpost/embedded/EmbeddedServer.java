package northpost.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** What the servers of this package have in common: one process, restarted on the same files. */
abstract sealed class EmbeddedServer implements AutoCloseable
    permits KafkaBroker, ElasticsearchServer {
  private final ServerFiles files;
  private final ServerCommand command;
  private volatile ServerProcess process;

  EmbeddedServer(ServerFiles files, ServerCommand command) {
    this.files = files;
    this.command = command;
  }

  /** Waits until a started server does what is asked of it; most do when they say READY. */
  void awaitService() throws IOException {}

  /** Starts the process and waits until it serves; without success no process is left. */
  final void begin() throws IOException {
    ServerProcess started = ServerProcess.start(command);
    try {
      awaitService();
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e;
    }
    process = started;
  }

  public final long pid() {
    return process.pid();
  }

  public final boolean isAlive() {
    return process.isAlive();
  }

  public final Path log() {
    return files.log();
  }

  /** Ends the server at once, as {@code kill -9} does; its data stays. */
  public final void kill() throws IOException {
    process.kill();
  }

  /** Ends the server in good order; its data stays. */
  public final void stop() throws IOException {
    process.close();
  }

  /** Starts the server again on the same data and ports, ending it first if it still runs. */
  public final void restart() throws IOException {
    stop();
    begin();
  }

  /** Ends the server and deletes its files, unless they are to be kept. */
  @Override
  public final void close() throws IOException {
    stop();
    files.close();
  }
}
