package northpost.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands between a client and a server on loopback and is as bad a network as a test wants. Given
 * an identity it speaks TLS with the client.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int CHUNK = 8 << 10;

  private final String scheme;
  private final URI server;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger toCut = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();
  private volatile long delayNanos;
  private volatile long nanosPerByte;

  private TcpProxy(String scheme, String server, ServerSocketFactory sockets) throws IOException {
    this.scheme = scheme;
    this.server = URI.create(server);
    listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Before a server, given by its URL. */
  public static TcpProxy to(String server) throws IOException {
    return new TcpProxy("http", server, ServerSocketFactory.getDefault());
  }

  /** Before a server, encrypted. */
  public static TcpProxy tls(String server, SSLContext identity) throws IOException {
    return new TcpProxy("https", server, identity.getServerSocketFactory());
  }

  /** Where the client is to connect. */
  public String url() {
    return scheme + "://127.0.0.1:" + listener.getLocalPort();
  }

  /** Each piece of an answer comes so much later. */
  public void delay(Duration delay) {
    delayNanos = delay.toNanos();
  }

  /** Each direction of a connection carries no more than so much. */
  public void bandwidth(int bytesPerSecond) {
    nanosPerByte = 1_000_000_000L / bytesPerSecond;
  }

  /**
   * In place of the next answers the connection is cut: the server has done what was asked, and the
   * client does not know.
   */
  public void cutAnswers(int answers) {
    toCut.addAndGet(answers);
  }

  /** How many answers have been cut. */
  public int cut() {
    return cut.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        threads.execute(() -> connect(client));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException("proxy of " + server, e);
        }
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket upstream = new Socket(server.getHost(), server.getPort());
      open.add(upstream);
      threads.execute(() -> carry(client, upstream, false));
      carry(upstream, client, true);
    } catch (IOException e) {
      close(client);
    }
  }

  /** Carries bytes one way until either side ends. */
  private void carry(Socket from, Socket to, boolean answers) {
    byte[] chunk = new byte[CHUNK];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (answers && isToBeCut()) {
          return;
        }
        LockSupport.parkNanos((answers ? delayNanos : 0) + read * nanosPerByte);
        out.write(chunk, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // One side has gone: the other goes too.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private boolean isToBeCut() {
    if (toCut.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return false;
    }
    cut.incrementAndGet();
    return true;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a connection of the proxy", e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(TcpProxy::close);
    threads.shutdownNow();
  }
}
