package northpost.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Who is killed, in a seeded order in which each kind of process has its equal share. */
final class KillPlan {
  private KillPlan() {}

  /**
   * A kill to come.
   *
   * @param number which of the task managers, from 0
   */
  record Step(KillTarget target, int number) {}

  static List<Step> of(int kills, long seed, int taskManagers) {
    // Of seeds that are close by, Random alone gives orders that begin alike.
    Random random = new Random(new SplittableRandom(seed).nextLong());
    List<Step> steps = new ArrayList<>();
    List<KillTarget> deck = new ArrayList<>();
    while (steps.size() < kills) {
      if (deck.isEmpty()) {
        deck.addAll(List.of(KillTarget.values()));
        Collections.shuffle(deck, random);
      }
      steps.add(new Step(deck.remove(deck.size() - 1), random.nextInt(taskManagers)));
    }
    return steps;
  }
}
