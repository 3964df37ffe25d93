package northpost.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** People who come only when a fault brings them, and their papers. */
final class Actors {
  /** The gallery of all of them. */
  static final String GALLERY = "expected-few";

  private final List<Traveller> enrolled = new ArrayList<>();
  private final long seed;
  private final Instant now;
  private int next;

  /**
   * @param first number of the first of them
   */
  Actors(int first, long seed, Instant now) {
    next = first;
    this.seed = seed;
    this.now = now;
  }

  Traveller enrolled() {
    Traveller traveller = Traveller.drawn(next++, seed, GALLERY, now);
    enrolled.add(traveller);
    return traveller;
  }

  /** The same face enrolled once more, under another subject. */
  Traveller again(Traveller person) {
    Traveller second = person.underPapersOf(Traveller.drawn(next++, seed, GALLERY, now));
    enrolled.add(second);
    return second;
  }

  Traveller stranger() {
    return Traveller.drawnStranger(next++, seed);
  }

  /** Everyone with papers so far; the numbers of the rest. */
  List<Traveller> all() {
    return List.copyOf(enrolled);
  }
}
