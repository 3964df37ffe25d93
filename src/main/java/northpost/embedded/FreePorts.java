package northpost.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address that nobody listens on. They are picked below the range from which
 * systems take ports for outgoing connections, so that none is lost between a server's kill and its
 * restart.
 */
public final class FreePorts {
  private static final int FIRST = 15_000;
  private static final int END = 30_000;
  private static final int MOST_TRIES = 1_000;

  private FreePorts() {}

  /** One free port. */
  public static int pick() throws IOException {
    return pick(1).get(0);
  }

  /** So many different free ports. */
  public static List<Integer> pick(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int tries = 0; held.size() < count; tries++) {
        if (tries == MOST_TRIES) {
          throw new IOException(
              String.format(
                  "ports %d to %d of loopback: expected %d free, got %d in %d tries",
                  FIRST, END - 1, count, held.size(), tries));
        }
        hold(ThreadLocalRandom.current().nextInt(FIRST, END), held);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  private static void hold(int port, List<ServerSocket> held) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      held.add(socket);
    } catch (IOException taken) {
      socket.close();
    }
  }
}
