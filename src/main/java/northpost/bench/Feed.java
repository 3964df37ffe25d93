package northpost.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the job under measurement is fed with and what it decides. Flink runs in this process, so
 * its sources and sinks find the feed by its name.
 */
final class Feed implements AutoCloseable {
  private static final Map<String, Feed> OPEN = new ConcurrentHashMap<>();

  private final String name;
  private final Travellers travellers;
  private final Tickets probes;
  private final Tickets references = new Tickets((ticket, round) -> (int) (ticket & 0xffff));
  private volatile Tally tally = new Tally(new Tickets((ticket, round) -> 0).round(), false);

  private Feed(String name, Travellers travellers) {
    this.name = name;
    this.travellers = travellers;
    this.probes = new Tickets((ticket, round) -> travellers.port(ticket, round.uniform()));
  }

  static Feed open(String name, Travellers travellers) {
    Feed feed = new Feed(name, travellers);
    if (OPEN.putIfAbsent(name, feed) != null) {
      throw new IllegalStateException("feed " + name + ": open already, expected a new name");
    }
    return feed;
  }

  static Feed of(String name) {
    Feed feed = OPEN.get(name);
    if (feed == null) {
      throw new IllegalStateException("feed " + name + ": not open, expected one of " + OPEN);
    }
    return feed;
  }

  String name() {
    return name;
  }

  Travellers travellers() {
    return travellers;
  }

  Tickets probes() {
    return probes;
  }

  Tickets references() {
    return references;
  }

  Tally tally() {
    return tally;
  }

  /** Lets probes in. All of the round before must be decided. */
  Tally grantProbes(int count, long intervalNanos, boolean uniform, boolean keepAnswers) {
    Tickets.Round before = probes.round();
    Tally expected =
        new Tally(
            new Tickets.Round(before.end(), before.end() + count, 0, 0, uniform, null),
            keepAnswers);
    tally = expected;
    expected.start(probes.grant(count, intervalNanos, uniform));
    return expected;
  }

  @Override
  public void close() {
    OPEN.remove(name);
  }
}
