package northpost.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Compares the captures of several cameras together (of a lane, a crossing or a port) with what was
 * expected: whether none comes at all, and, in blocks of 15 minutes, whether too few or too many.
 */
final class NodeWatch {
  static final int STALL = 0;
  static final int SURGE = 1;
  static final int BLOCK_MINUTES = 15;

  /** Means that count as changed, over the expected one. */
  static final double STALL_RATIO = .4;

  static final double SURGE_RATIO = 2.5;

  /** Nothing is said of counts before the level is known from a day of open minutes. */
  private static final double WARM_UP_MINUTES = 24 * 60;

  /** Groups of captures that the guessed dispersion is worth. */
  private static final double DISPERSION_GUESS = 20;

  /** What the dispersion may be underestimated by. */
  private static final double DISPERSION_MARGIN = 1.25;

  private static final double DISPERSION_KEPT = 1 - 1 / 2000.0;

  /** Blocks of one hour share what is not known of the hour. */
  private static final double BLOCKS_TOGETHER = 3;

  private static final int SEEN = 0;
  private static final int EXPECTED = 1;
  private static final int DOUBT = 2;
  private static final int OTHERS_SEEN = 3;
  private static final int OTHERS_EXPECTED = 4;
  private static final int BEGUN = 5;
  private static final int BEGUN_EXPECTED = 6;

  private static final int MISSED = 0;
  private static final int SINCE = 1;
  private static final int IDLE_EXPECTED = 2;
  private static final int IDLE_OTHERS_SEEN = 3;
  private static final int IDLE_OTHERS_EXPECTED = 4;
  private static final int CLOSED = 5;
  private static final int HOUR_MISSED = 6;
  private static final int HOURS_SQUARED = 7;

  private static final int SQUARES = 0;
  private static final int OF_EXPECTED = 1;
  private static final int WAITING_SQUARES = 2;
  private static final int WAITING_OF_EXPECTED = 3;

  /** Evidence below which nothing seems to have begun: odds of e to 1. */
  private static final double QUIET = 1;

  private static final int GROUPS = 0;
  private static final int EXPOSURE = 1;
  private static final int ACTIVE = 2;
  private static final int MINUTES = 3;
  private static final double GROUPS_KEPT = Math.pow(.5, 1 / (21.0 * 24 * 60));

  private final String nodeId;
  private final Scope scope;
  private final List<CameraWatch> cameras;
  private final List<CameraWatch> others;
  private final double guess;
  private final double[] dispersion;
  private final double[] block;
  private final double[] idle;
  private final double[] groups;
  private double groupRate;
  private final Evidence evidence;

  /** The lanes that it sums up, in which captures come in groups of different size. */
  private List<NodeWatch> parts = List.of(this);

  // Of the block that ended last.
  private double blockSeen;
  private double blockExpected;
  private double blockDispersion;

  /**
   * @param others cameras that take the travellers if this lane is closed: those of the lanes of
   *     the same crossing that serve the same modes
   * @param guess variance over mean of the counts, until it is learned
   */
  NodeWatch(
      String nodeId,
      Scope scope,
      List<CameraWatch> cameras,
      List<CameraWatch> others,
      double guess,
      NodeMemory memory) {
    this.nodeId = nodeId;
    this.scope = scope;
    this.cameras = cameras;
    this.others = others;
    this.guess = guess;
    dispersion = Arrays.copyOf(memory.dispersion(), 4);
    block = Arrays.copyOf(memory.block(), 7);
    idle = Arrays.copyOf(memory.idle(), 8);
    groups = Arrays.copyOf(memory.groups(), 4);
    evidence = new Evidence(memory.evidence(), 2);
  }

  /** Says which lanes it sums up; their blocks end before its own. */
  void sumsUp(List<NodeWatch> lanes) {
    parts = List.copyOf(lanes);
  }

  /** A copy: a checkpoint may be writing the last one while the watch goes on. */
  NodeMemory memory() {
    return new NodeMemory(
        nodeId,
        dispersion.clone(),
        block.clone(),
        evidence.values().clone(),
        idle.clone(),
        groups.clone());
  }

  String nodeId() {
    return nodeId;
  }

  Scope scope() {
    return scope;
  }

  List<CameraWatch> cameras() {
    return cameras;
  }

  /** Of the lanes that take its travellers if it is closed. */
  List<CameraWatch> others() {
    return others;
  }

  /** Whether nothing speaks against its counts being learned. */
  boolean sound() {
    return evidence.level(STALL) < FalseAlarms.explained()
        && evidence.level(SURGE) < FalseAlarms.explained();
  }

  Evidence evidence() {
    return evidence;
  }

  /** Variance over mean of the captures of a block. */
  double dispersion() {
    double weight = guess * DISPERSION_GUESS;
    return Math.max(1, (guess * weight + dispersion[SQUARES]) / (weight + dispersion[OF_EXPECTED]));
  }

  /**
   * Takes what its cameras have just taken.
   *
   * @param quieter groups that a day like this may bring at least, over those of a plain one
   */
  void take(long minute, double quieter) {
    double expected = 0;
    double seen = 0;
    for (CameraWatch camera : cameras) {
      if (camera.open()) {
        seen += camera.captures();
        expected += camera.expected();
      }
    }
    double othersSeen = 0;
    double othersExpected = 0;
    for (CameraWatch other : others) {
      if (other.open()) {
        othersSeen += other.captures();
        othersExpected += other.expected();
      }
    }
    block[SEEN] += seen;
    block[EXPECTED] += expected;
    block[DOUBT] += (levelDoubt() + hourDoubt()) * expected;
    block[OTHERS_SEEN] += othersSeen;
    block[OTHERS_EXPECTED] += othersExpected;
    learnGroups(seen > 0, expected);
    if (Math.floorMod(minute, 60L) == 0) {
      idle[HOURS_SQUARED] += idle[HOUR_MISSED] * idle[HOUR_MISSED];
      idle[HOUR_MISSED] = 0;
    }
    if (seen > 0 || expected == 0) {
      if (idle[MISSED] > 0 && closed()) {
        // Nobody was missing while it was closed: they went elsewhere.
        evidence.clear(STALL);
      }
      endSilence();
    } else {
      idle[SINCE] = idle[MISSED] == 0 ? minute : idle[SINCE];
      idle[MISSED] += quieter * groupRate;
      idle[HOUR_MISSED] += quieter * groupRate;
      idle[IDLE_EXPECTED] += expected;
      idle[IDLE_OTHERS_SEEN] += othersSeen;
      idle[IDLE_OTHERS_EXPECTED] += othersExpected;
    }
  }

  /** The captures of one group come at several cameras: how often groups come is learned apart. */
  private void learnGroups(boolean active, double expected) {
    double guessed = 2 * guess;
    groupRate = Math.min(1, (2 + groups[GROUPS]) / (guessed + groups[EXPOSURE])) * expected;
    if (expected > 0 && groups[ACTIVE] == 0) {
      block[BEGUN] += active ? 1 : 0;
      block[BEGUN_EXPECTED] += groupRate * (active ? CameraWatch.untilGroup(groupRate) : 1);
    }
    boolean sound = silent() < 2 * FalseAlarms.explained() && sound();
    if (expected > 0 && sound) {
      for (int i : new int[] {GROUPS, EXPOSURE, MINUTES}) {
        groups[i] *= GROUPS_KEPT;
      }
      groups[MINUTES]++;
      if (groups[ACTIVE] == 0) {
        groups[EXPOSURE] += expected * (active ? CameraWatch.untilGroup(groupRate) : 1);
        groups[GROUPS] += active ? 1 : 0;
      }
    }
    groups[ACTIVE] = active || expected == 0 ? 1 : 0;
  }

  void endSilence() {
    Arrays.fill(idle, 0);
  }

  /**
   * Ends a block.
   *
   * @param day how much less and more a day like this may bring
   * @param watched whether counts are judged, or only learned from
   */
  void endBlock(long minute, Holidays.Range day, boolean watched) {
    double expected = block[EXPECTED];
    blockSeen = block[SEEN];
    blockExpected = expected;
    blockDispersion = DISPERSION_MARGIN * dispersion();
    if (expected > .01 && warm()) {
      double doubt = block[DOUBT] / expected * BLOCKS_TOGETHER;
      double seen = block[SEEN];
      if (watched) {
        add(STALL, minute, expected * day.least(), stalled(day.least(), doubt));
        double most = expected * day.most();
        add(SURGE, minute, most, ofCaptures(day.most(), SURGE_RATIO, doubt));
      }
      if (sound() && block[DOUBT] / expected < .1) {
        learnDispersion(seen, expected);
      }
    }
    Arrays.fill(block, 0);
  }

  /**
   * Squares over mean, of sums; one block counts for no more than six standard deviations. A block
   * waits until nothing seems to have begun with it: what turns out to be an anomaly is not learned
   * from its first block on.
   */
  private void learnDispersion(double seen, double expected) {
    double now = dispersion();
    double square = (seen - expected) * (seen - expected);
    double most = 36 * expected * now + 9 * now * now;
    dispersion[WAITING_SQUARES] += Math.min(square, most);
    dispersion[WAITING_OF_EXPECTED] += expected;
    dispersion[SQUARES] *= DISPERSION_KEPT;
    dispersion[OF_EXPECTED] *= DISPERSION_KEPT;
    if (evidence.level(STALL) < QUIET && evidence.level(SURGE) < QUIET) {
      dispersion[SQUARES] += dispersion[WAITING_SQUARES];
      dispersion[OF_EXPECTED] += dispersion[WAITING_OF_EXPECTED];
      forgetWaiting();
    }
  }

  private void forgetWaiting() {
    dispersion[WAITING_SQUARES] = 0;
    dispersion[WAITING_OF_EXPECTED] = 0;
  }

  /** An anomaly that its counts may be part of is over: what was seen of them is not learned. */
  void endAnomaly() {
    endSilence();
    evidence.clear(STALL);
    evidence.clear(SURGE);
    forgetWaiting();
  }

  /**
   * The log-likelihood ratio of a stall, by captures or by groups that begin in a minute after none
   * came: by which of the two more is known before the block. A bus brings dozens of captures, but
   * is one group; where something comes each minute, groups cannot be told apart.
   */
  private double stalled(double least, double doubt) {
    double ofGroups = BLOCK_MINUTES * groupRate * Math.exp(-groupRate);
    double ofCaptures = information(1);
    boolean byGroups =
        ofGroups / (DISPERSION_MARGIN + ofGroups * doubt) > ofCaptures / (1 + ofCaptures * doubt);
    return byGroups
        ? LikelihoodRatio.ofCount(
            block[BEGUN],
            block[BEGUN_EXPECTED] * least,
            STALL_RATIO,
            DISPERSION_MARGIN + block[BEGUN_EXPECTED] * doubt)
        : ofCaptures(least, STALL_RATIO, doubt);
  }

  /**
   * The log-likelihood ratio of the captures of the block, those of each lane by its own spread: a
   * bus says no more than a car, however many are in it. What is not known of the hour is wrong in
   * all lanes alike.
   */
  private double ofCaptures(double day, double changed, double doubt) {
    double sum = 0;
    for (NodeWatch lane : parts) {
      sum +=
          LikelihoodRatio.ofCount(
              lane.blockSeen, lane.blockExpected * day, changed, lane.blockDispersion);
    }
    return sum / (1 + doubt * information(day));
  }

  /** Groups that are expected in the block, roughly. */
  private double information(double day) {
    double groups = 0;
    for (NodeWatch lane : parts) {
      groups += lane.blockExpected * day / lane.blockDispersion;
    }
    return groups;
  }

  private void add(int i, long minute, double expected, double ratio) {
    evidence.add(
        i,
        minute - BLOCK_MINUTES + 1,
        new Evidence.Step(
            ratio, block[SEEN], expected, 1, block[OTHERS_SEEN], block[OTHERS_EXPECTED]));
  }

  /** Whether its level is known from a day at least, for cameras that bring most of it. */
  private boolean warm() {
    double all = 0;
    double known = 0;
    for (CameraWatch camera : cameras) {
      all += camera.expected();
      known += camera.minutesKnown() >= WARM_UP_MINUTES ? camera.expected() : 0;
    }
    return all > 0 && known >= .8 * all;
  }

  /** See {@link CameraWatch#silent()}. */
  double silent() {
    double squares = idle[HOURS_SQUARED] + idle[HOUR_MISSED] * idle[HOUR_MISSED];
    double together = CameraWatch.together(idle[MISSED], squares);
    return idle[MISSED] == 0
        ? 0
        : CameraWatch.silent(idle[MISSED], groups[GROUPS], levelDoubt() + hourDoubt() * together);
  }

  private double levelDoubt() {
    return doubtOfSum(CameraWatch::levelDoubt, CameraWatch::levelDoubtShared);
  }

  private double hourDoubt() {
    return doubtOfSum(CameraWatch::hourDoubt, CameraWatch::hourDoubtShared);
  }

  /** Variance over the square of what all cameras together are expected to take. */
  private double doubtOfSum(
      ToDoubleFunction<CameraWatch> doubt, ToDoubleFunction<CameraWatch> shared) {
    double expected = 0;
    double alike = 0;
    double apart = 0;
    for (CameraWatch camera : cameras) {
      if (camera.open()) {
        double of = camera.expected();
        double ofAll = shared.applyAsDouble(camera);
        expected += of;
        alike += of * Math.sqrt(ofAll);
        apart += of * of * (doubt.applyAsDouble(camera) - ofAll);
      }
    }
    return expected == 0 ? 0 : (alike * alike + apart) / (expected * expected);
  }

  double gapsPerMonth() {
    return groups[MINUTES] == 0
        ? FalseAlarms.MINUTES_PER_MONTH
        : 1 + groups[GROUPS] / groups[MINUTES] * FalseAlarms.MINUTES_PER_MONTH;
  }

  long idleSince() {
    return (long) idle[SINCE];
  }

  double idleExpected() {
    return idle[IDLE_EXPECTED];
  }

  boolean hasOthers() {
    return !others.isEmpty();
  }

  /** Whether the travellers of a silent lane go through its siblings: it is closed, not broken. */
  boolean closed() {
    if (idle[CLOSED] == 0 && moved(idle[IDLE_EXPECTED], idleOthers()) > FalseAlarms.explained()) {
      idle[CLOSED] = 1;
    }
    return idle[CLOSED] == 1;
  }

  /** Whether it is sure that they do not. */
  boolean notClosed() {
    return idle[CLOSED] == 0
        && (idle[IDLE_OTHERS_EXPECTED] == 0
            || moved(idle[IDLE_EXPECTED], idleOthers()) < -FalseAlarms.explained());
  }

  private double[] idleOthers() {
    return new double[] {idle[IDLE_OTHERS_SEEN], idle[IDLE_OTHERS_EXPECTED]};
  }

  /** Whether what is missing here is there too much, or the other way round. */
  boolean movedAway(int i) {
    return hasOthers() && shift(i) > -FalseAlarms.explained();
  }

  private double shift(int i) {
    return moved(
        evidence.expected(i) - evidence.seen(i),
        new double[] {evidence.othersSeen(i), evidence.othersExpected(i)});
  }

  /**
   * The log-likelihood ratio of "what is missing here has moved to the others" to "the others are
   * as ever".
   *
   * @param seenAndExpected of the others
   */
  private double moved(double missing, double[] seenAndExpected) {
    double expected = seenAndExpected[1];
    if (expected <= 0) {
      return 0;
    }
    double ratio = Math.max(.05, 1 + missing / expected);
    // Their own level is not known better than this.
    double spread = othersDispersion() + .01 * expected;
    return LikelihoodRatio.ofCount(seenAndExpected[0], expected, ratio, spread);
  }

  private double othersDispersion() {
    double sum = 0;
    double expected = 0;
    for (CameraWatch other : others) {
      sum += other.dispersion() * other.expected();
      expected += other.expected();
    }
    return expected == 0 ? dispersion() : sum / expected;
  }
}
