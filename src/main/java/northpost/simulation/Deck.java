package northpost.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Deals people in random order, each once before anyone comes again. */
final class Deck<T> {
  private final List<T> cards;
  private final Chance chance;
  private final int part;
  private int next;

  Deck(List<T> cards, Chance chance) {
    this(cards, chance, 1);
  }

  /**
   * @param parts shuffled each by itself and dealt one after the other: of n people nobody comes
   *     again before n − n/parts others have come
   */
  Deck(List<T> cards, Chance chance, int parts) {
    this.cards = new ArrayList<>(cards);
    this.chance = chance;
    part = Math.max(1, (cards.size() + parts - 1) / parts);
  }

  boolean isEmpty() {
    return cards.isEmpty();
  }

  T deal() {
    if (next % part == 0) {
      int end = Math.min(next + part, cards.size());
      for (int i = end - 1; i > next; i--) {
        Collections.swap(cards, i, next + chance.below(i - next + 1));
      }
    }
    T card = cards.get(next);
    next = (next + 1) % cards.size();
    return card;
  }
}
