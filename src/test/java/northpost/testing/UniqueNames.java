package northpost.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** Names that no other test of this JVM uses, so that tests can share a server. */
final class UniqueNames {
  private static final AtomicInteger LAST = new AtomicInteger();

  private UniqueNames() {}

  static String of(String prefix) {
    return prefix + "-" + LAST.incrementAndGet();
  }
}
