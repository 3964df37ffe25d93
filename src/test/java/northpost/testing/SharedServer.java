package northpost.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for all tests of this JVM: started when first asked for, closed after the last. */
final class SharedServer<S extends AutoCloseable> implements AutoCloseable {
  private final S server;
  private final Path workDirectory;

  private SharedServer(S server, Path workDirectory) {
    this.server = server;
    this.workDirectory = workDirectory;
  }

  /** The server of this kind that the tests share. */
  static <S extends AutoCloseable> S get(ExtensionContext context, Class<S> kind, Start<S> start) {
    Object shared =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(SharedServer.class))
            .getOrComputeIfAbsent(kind, k -> started(kind, start));
    return kind.cast(((SharedServer<?>) shared).server);
  }

  private static <S extends AutoCloseable> SharedServer<S> started(Class<S> kind, Start<S> start) {
    try {
      Path work = Files.createTempDirectory("northpost-" + kind.getSimpleName());
      return new SharedServer<>(start.in(ServersBuild.directory(), work), work);
    } catch (IOException e) {
      throw new UncheckedIOException("starting the tests' " + kind.getSimpleName(), e);
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    Files.delete(workDirectory);
  }

  /** Starts a server. */
  interface Start<S> {
    S in(Path servers, Path workDirectory) throws IOException;
  }
}
