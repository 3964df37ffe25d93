package northpost.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Deals people in random order, each once before anyone comes again. */
final class Deck<T> {
  private final List<T> cards;
  private final Chance chance;
  private int next;

  Deck(List<T> cards, Chance chance) {
    this.cards = new ArrayList<>(cards);
    this.chance = chance;
  }

  boolean isEmpty() {
    return cards.isEmpty();
  }

  T deal() {
    if (next == 0) {
      for (int i = cards.size() - 1; i > 0; i--) {
        Collections.swap(cards, i, chance.below(i + 1));
      }
    }
    T card = cards.get(next);
    next = (next + 1) % cards.size();
    return card;
  }
}
