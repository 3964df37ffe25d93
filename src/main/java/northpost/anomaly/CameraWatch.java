package northpost.anomaly;

import java.util.Arrays;
import northpost.domain.Camera;
import northpost.domain.CameraMinute;
import northpost.domain.Crossing;
import northpost.domain.Lane;
import northpost.domain.Mode;

/**
 * Learns what is usual of one camera and gathers what speaks against it, minute by minute.
 *
 * <p>Captures are expected as the registry guesses, times what was seen over what it guessed: at
 * this hour of the week, drawn towards this hour of the day, that drawn towards all hours. How much
 * weight each has is how many groups of captures it rests on; so the first week is judged by the
 * guess, with the doubt that is due.
 */
final class CameraWatch {
  /** Odds of a share that counts as changed, over the usual ones. */
  static final double ODDS = 2.5;

  /** The same for shares that are nearly 0: unavailable, over budget. */
  static final double RARE_ODDS = 5;

  /** A shift of a mean that counts, in standard deviations of one value. */
  static final double SHIFT = .5;

  /** Beyond so many standard deviations towards the shift a sum counts as no more. */
  private static final double OUTLIER = 2.5;

  /** Captures of one encounter are not independent: 1.3 of them, at most two as a rule. */
  static final double CAPTURES_TOGETHER = 1.5;

  /** What a new normal leaves of the old one. */
  static final double KEPT_OF_OLD_NORMAL = .02;

  private static final double LEVEL_GUESS = 2;
  private static final double HOUR_GUESS = 10;
  private static final double DAY_DOUBT = .16;
  private static final double WEEK_DOUBT = .08;
  private static final double DAYS_DIFFER = .01;

  /** Hours that are guessed wrong alike. */
  private static final double NEIGHBOURS = 3;

  private static final double TOTAL_KEPT = Math.pow(.5, 1 / (21.0 * 24));
  private static final double DAY_KEPT = .97;
  private static final double WEEK_KEPT = .85;
  private static final double MEAN_GUESS = 100;
  private static final double SHARE_GUESS = 200;
  private static final double LEAST_VALUES = 50;

  /** A transport that is late on any line, ms. */
  private static final double LATE_MILLIS = 5000;

  /** No line makes a capture arrive before it is taken: this much is the clock, ms. */
  private static final double AHEAD_MILLIS = -2000;

  /** Captures that are an hour late or more count as an hour late: it says nothing of a clock. */
  private static final double LATEST_MILLIS = 3_590_000;

  private static final double LATE_USUALLY = .001;
  private static final double LATE_WHEN_BAD = .9;

  /** Nearly a week: each hour of the week has been seen. */
  private static final double YOUNG_MINUTES = 6.5 * 24 * 60;

  private static final long FORGOTTEN_AFTER = 14 * 24 * 60;

  private static final int GROUPS_MISSED = 0;
  private static final int ACTIVE = 1;
  private static final int LEARNED_AT = 2;
  private static final int LATE_AT = 3;
  private static final int LATE_BY = 4;
  private static final int RECENT_SEEN = 5;
  private static final int RECENT_EXPECTED = 6;
  private static final int HOUR_EXPECTED = 7;
  private static final int HOUR_USUAL = 8;
  private static final int HOUR_MISSED = 9;
  private static final int HOURS_SQUARED = 10;
  private static final int SLOTS = 11;

  /** What the last days were like beside the hours of many weeks: half is forgotten in two. */
  private static final double RECENT_KEPT = Math.pow(.5, 1 / 48.0);

  /** Groups of captures that "as in many weeks" is worth against the last days. */
  private static final double RECENT_GUESS = 30;

  private final Crossing crossing;
  private final Lane lane;
  private final Camera camera;
  private final double portShare;
  private final double[] silence;
  private final Evidence evidence;
  private Figures total;
  private Figures hour;
  private Figures dayHour;
  private Figures weekHour;
  private boolean doubtful;

  // What the hour makes one expect; fixed while it lasts, but for the prior.
  private double dispersion = 1;
  private double level = 1;
  private double factor = 1;
  private double recent = 1;
  private double levelDoubt = 1;
  private double hourDoubt = 1;
  private double levelDoubtShared = 1;
  private double hourDoubtShared = 1;
  private double expected;
  private double groupRate;
  private boolean open;
  private double captures;
  private boolean alive;

  /**
   * @param portShare this camera's part of the port's people, by the registry
   */
  CameraWatch(Crossing crossing, Lane lane, Camera camera, double portShare, CameraMemory memory) {
    this.crossing = crossing;
    this.lane = lane;
    this.camera = camera;
    this.portShare = portShare;
    silence = Arrays.copyOf(memory.silence(), SLOTS);
    evidence = new Evidence(memory.evidence(), Sign.values().length);
    total = memory.total();
    hour = memory.hour().fadedPlus(1, Figures.none());
    dayHour = memory.dayHour();
    weekHour = memory.weekHour();
    doubtful = memory.doubtful();
  }

  /** A copy: a checkpoint may be writing the last one while the watch goes on. */
  CameraMemory memory() {
    return new CameraMemory(
        camera.cameraId(),
        total,
        hour.times(1),
        dayHour,
        weekHour,
        evidence.values().clone(),
        silence.clone(),
        doubtful);
  }

  Crossing crossing() {
    return crossing;
  }

  Lane lane() {
    return lane;
  }

  String cameraId() {
    return camera.cameraId();
  }

  Evidence evidence() {
    return evidence;
  }

  /** Learned of an hour of the day and of the week. */
  record Hours(Figures day, Figures week) {}

  /** Ends the hour: what is known of its like from now on. Null where nothing is learned. */
  Hours learned(long minute, double laneDispersion) {
    dispersion = laneDispersion;
    Figures of = hour;
    boolean learn = !doubtful && of.get(Figure.MINUTES) > 0;
    Hours hours = null;
    if (learn) {
      if (silence[LEARNED_AT] > 0 && minute - silence[LEARNED_AT] > FORGOTTEN_AFTER) {
        // After a closed season the level of the last one is a guess.
        total = total.times(.1);
        silence[RECENT_SEEN] = 0;
        silence[RECENT_EXPECTED] = 0;
      }
      Figures sound = sound(of);
      silence[RECENT_SEEN] = RECENT_KEPT * silence[RECENT_SEEN] + sound.get(Figure.CAPTURES);
      silence[RECENT_EXPECTED] = RECENT_KEPT * silence[RECENT_EXPECTED] + silence[HOUR_USUAL];
      hours = new Hours(dayHour.fadedPlus(DAY_KEPT, sound), weekHour.fadedPlus(WEEK_KEPT, sound));
      total = total.fadedPlus(TOTAL_KEPT, sound);
      silence[LEARNED_AT] = minute;
    }
    hour = Figures.none();
    silence[HOURS_SQUARED] += silence[HOUR_MISSED] * silence[HOUR_MISSED];
    silence[HOUR_MISSED] = 0;
    silence[HOUR_EXPECTED] = 0;
    silence[HOUR_USUAL] = 0;
    doubtful = false;
    return hours;
  }

  /** An hour of thrice the usual captures is learned as no more than that. */
  private Figures sound(Figures of) {
    double most = 3 * silence[HOUR_EXPECTED] + 5 * dispersion;
    boolean known = total.get(Figure.CAPTURES) > 50 * dispersion;
    double seen = of.get(Figure.CAPTURES);
    if (!known || seen <= most) {
      return of;
    }
    Figures sound = of.times(most / seen);
    sound.add(Figure.PRIOR, of.get(Figure.PRIOR) - sound.get(Figure.PRIOR));
    sound.add(Figure.MINUTES, of.get(Figure.MINUTES) - sound.get(Figure.MINUTES));
    return sound;
  }

  /** Forgets nearly all: what was an anomaly is the new normal. */
  void relearn() {
    total = total.times(KEPT_OF_OLD_NORMAL);
    dayHour = dayHour.times(KEPT_OF_OLD_NORMAL);
    weekHour = weekHour.times(KEPT_OF_OLD_NORMAL);
    silence[RECENT_SEEN] = 0;
    silence[RECENT_EXPECTED] = 0;
    for (Sign sign : Sign.values()) {
      evidence.clear(sign.ordinal());
    }
  }

  /** What a sign showed is the new normal; what it says nothing of stays known. */
  void relearn(Sign sign, double shown) {
    total = sign.relearned(total, shown);
    dayHour = sign.relearned(dayHour, shown);
    weekHour = sign.relearned(weekHour, shown);
  }

  void enter(Figures day, Figures week) {
    dayHour = day;
    weekHour = week;
  }

  /**
   * Prepares the minute.
   *
   * @param peoplePerMinute of the port, by the registry
   * @param laneDispersion variance over mean of the lane's counts
   * @param quieter groups that a day like this may bring at least, over those of a plain one
   */
  void expect(double peoplePerMinute, double laneDispersion, boolean nowOpen, double quieter) {
    open = nowOpen;
    dispersion = laneDispersion;
    double seen = total.get(Figure.CAPTURES) / dispersion;
    level = (LEVEL_GUESS + seen) / (LEVEL_GUESS + total.get(Figure.PRIOR) / dispersion);
    // Worth so many groups, in captures that the registry alone makes one expect.
    double guess = HOUR_GUESS * dispersion / level;
    double hourOfDay =
        (guess * level + dayHour.get(Figure.CAPTURES)) / (guess + dayHour.get(Figure.PRIOR));
    factor =
        (guess * hourOfDay + weekHour.get(Figure.CAPTURES)) / (guess + weekHour.get(Figure.PRIOR));
    double usual = RECENT_GUESS * dispersion;
    recent =
        Math.max(
            .5, Math.min(2, (usual + silence[RECENT_SEEN]) / (usual + silence[RECENT_EXPECTED])));
    factor *= recent;
    doubt(guess, seen);
    double prior = open ? peoplePerMinute * portShare : 0;
    expected = prior * factor;
    double groupGuess = 2 * dispersion;
    double groupsPerCapture =
        (2 + total.get(Figure.GROUPS)) / (groupGuess + total.get(Figure.GROUP_EXPOSURE));
    groupRate = quieter * Math.min(expected, expected * groupsPerCapture);
    if (open) {
      hour.add(Figure.MINUTES, 1);
      hour.add(Figure.PRIOR, prior);
      silence[HOUR_EXPECTED] += expected;
      silence[HOUR_USUAL] += expected / recent;
    }
  }

  /**
   * What is still guessed may be wrong for all cameras of the port alike; what was learned is wrong
   * by chance, for each on its own. Of a doubt of which the share g is guessed, g is so shared.
   */
  private void doubt(double guess, double seen) {
    double ofLevel = LEVEL_GUESS / (LEVEL_GUESS + seen);
    double ofDay = guess / (guess + dayHour.get(Figure.PRIOR));
    double ofWeek = guess / (guess + weekHour.get(Figure.PRIOR));
    levelDoubt = DAYS_DIFFER + ofLevel / LEVEL_GUESS;
    levelDoubtShared = DAYS_DIFFER + ofLevel * ofLevel / LEVEL_GUESS;
    hourDoubt = DAY_DOUBT * ofDay + WEEK_DOUBT * ofWeek;
    hourDoubtShared = DAY_DOUBT * ofDay * ofDay + WEEK_DOUBT * ofWeek * ofWeek;
  }

  /** Takes the minute; null where no capture was taken in it. */
  void take(long minute, Figures figures) {
    captures = figures == null ? 0 : figures.get(Figure.CAPTURES);
    alive = captures > 0;
    if (!open) {
      // Nobody is expected: silence says nothing, and stragglers are not learned.
      endSilence();
      silence[ACTIVE] = 1;
      return;
    }
    boolean active = captures > 0;
    if (silence[ACTIVE] == 0 && expected > 0) {
      hour.add(Figure.GROUP_EXPOSURE, expected * (active ? untilGroup(groupRate) : 1));
      hour.add(Figure.GROUPS, active ? 1 : 0);
    }
    silence[ACTIVE] = active ? 1 : 0;
    silence[GROUPS_MISSED] += groupRate;
    silence[HOUR_MISSED] += groupRate;
    if (active) {
      endSilence();
      judge(minute, figures);
      hour = hour.fadedPlus(1, figures);
    }
  }

  /** Mean time into a minute of the first group, given that one comes. */
  static double untilGroup(double rate) {
    return rate < 1e-3 ? .5 : 1 / rate - 1 / Math.expm1(rate);
  }

  private void judge(long minute, Figures f) {
    share(minute, Sign.NOT_MATCHED, f, Figure.NOT_MATCHED, Figure.COMPARED, .1, ODDS);
    share(minute, Sign.UNUSABLE, f, Figure.UNUSABLE, Figure.ASKED, .04, ODDS);
    share(minute, Sign.SLOW, f, Figure.OVER_BUDGET, Figure.CAPTURES, .005, RARE_ODDS);
    share(minute, Sign.UNAVAILABLE, f, Figure.UNAVAILABLE, Figure.USABLE, .005, RARE_ODDS);
    mean(minute, Sign.BLURRED, f, Figure.SHARPNESS_N, -SHIFT);
    mean(minute, Sign.SCORES_LOWER, f, Figure.SCORE_N, -SHIFT);
    mean(minute, Sign.SCORES_HIGHER, f, Figure.SCORE_N, SHIFT);
    transport(minute, f);
  }

  private void share(
      long minute, Sign sign, Figures f, Figure part, Figure whole, double guess, double odds) {
    double n = f.get(whole);
    if (n == 0) {
      return;
    }
    double usual = usualShare(part, whole, guess);
    double changed = LikelihoodRatio.withOdds(usual, odds);
    double k = f.get(part);
    evidence.add(
        sign.ordinal(),
        minute,
        new Evidence.Step(
            LikelihoodRatio.ofShare(k, n, usual, changed, CAPTURES_TOGETHER), k, n * usual, n));
  }

  /** The highest that the usual share may well be: two standard errors above what was seen. */
  private double usualShare(Figure part, Figure whole, double guess) {
    double weight = 20;
    double n = weight + total.get(whole);
    double all = (guess * weight + total.get(part)) / n;
    double here = (all * SHARE_GUESS + dayHour.get(part)) / (SHARE_GUESS + dayHour.get(whole));
    double error = Math.sqrt(here * (1 - here) * CAPTURES_TOGETHER / n);
    return Math.min(.9, Math.max(.002, here + 2 * error));
  }

  private void mean(long minute, Sign sign, Figures f, Figure count, double shift) {
    double n = f.get(count);
    double known = total.get(count);
    if (n == 0 || known < LEAST_VALUES) {
      return;
    }
    double all = sum(total, count) / known;
    double variance = Math.max(1e-6, squares(total, count) / known - all * all);
    double here = (all * MEAN_GUESS + sum(dayHour, count)) / (MEAN_GUESS + dayHour.get(count));
    double error = Math.sqrt(variance * CAPTURES_TOGETHER / known);
    double sd = Math.sqrt(variance);
    double usual = here + Math.signum(shift) * 2 * error;
    // One value that is far off, such as the score of a false match, is no shift of the mean.
    double most = n * usual + Math.signum(shift) * OUTLIER * sd * Math.sqrt(n);
    double bounded = shift > 0 ? Math.min(sum(f, count), most) : Math.max(sum(f, count), most);
    double ratio =
        LikelihoodRatio.ofMean(n, bounded, usual, shift * sd, variance) / CAPTURES_TOGETHER;
    evidence.add(sign.ordinal(), minute, new Evidence.Step(ratio, sum(f, count), n * here, n));
  }

  private static double sum(Figures f, Figure count) {
    return f.sums()[count.ordinal() + 1];
  }

  private static double squares(Figures f, Figure count) {
    return f.sums()[count.ordinal() + 2];
  }

  /** A minute that came after it was judged: its captures are not counted. */
  void takeLate(long minute, Figures f) {
    endSilence();
    alive = true;
    transport(minute, f);
  }

  /**
   * A clock that is off moves every transport by the same; a line that is slow or was cut does not:
   * what it held back comes at once, the older the later.
   */
  private void transport(long minute, Figures f) {
    double n = f.get(Figure.TRANSPORT_N);
    if (n == 0) {
      return;
    }
    double mean = sum(f, Figure.TRANSPORT_N) / n;
    double known = Math.max(1, total.get(Figure.TRANSPORT_N));
    double usual = sum(total, Figure.TRANSPORT_N) / known;
    double sd = Math.sqrt(Math.max(0, squares(total, Figure.TRANSPORT_N) / known - usual * usual));
    boolean late = mean > Math.max(LATE_MILLIS, usual + 6 * sd);
    boolean ahead = mean < AHEAD_MILLIS;
    boolean steady = false;
    if (late) {
      double between = Math.abs(minute - silence[LATE_AT]) * 60_000;
      double moved = Math.abs(mean - silence[LATE_BY]);
      double spread =
          n < 2 ? 0 : Math.sqrt(Math.max(0, squares(f, Figure.TRANSPORT_N) / n - mean * mean));
      boolean before = silence[LATE_AT] > 0 && between > 0 && between <= 30 * 60_000;
      steady =
          before
              && moved <= Math.max(2000, .1 * between)
              && spread <= Math.max(2000, 3 * sd)
              && mean > 30_000
              && mean < LATEST_MILLIS;
      silence[LATE_AT] = minute;
      silence[LATE_BY] = mean;
    }
    vote(minute, Sign.CLOCK_OFF, ahead || steady, mean);
    vote(minute, Sign.LATE, late && !steady, mean);
  }

  private void vote(long minute, Sign sign, boolean bad, double millis) {
    double ratio =
        bad
            ? Math.log(LATE_WHEN_BAD / LATE_USUALLY)
            : Math.log((1 - LATE_WHEN_BAD) / (1 - LATE_USUALLY));
    evidence.add(sign.ordinal(), minute, new Evidence.Step(ratio, millis / 1000, 0, 1));
  }

  boolean open() {
    return open;
  }

  double captures() {
    return captures;
  }

  /** Whether anything came of it, be it of an earlier minute. */
  boolean alive() {
    return alive;
  }

  double expected() {
    return expected;
  }

  /** Variance of the captures expected in this hour over their square. */
  double doubt() {
    return levelDoubt + hourDoubt;
  }

  /** The part of the doubt that all hours share. */
  double levelDoubt() {
    return levelDoubt;
  }

  /** The part of the doubt that an hour has of its own. */
  double hourDoubt() {
    return hourDoubt;
  }

  /** The part of {@link #levelDoubt()} by which all cameras of the port are wrong alike. */
  double levelDoubtShared() {
    return levelDoubtShared;
  }

  /** The part of {@link #hourDoubt()} by which all cameras of the port are wrong alike. */
  double hourDoubtShared() {
    return hourDoubtShared;
  }

  /** Variance over mean of the counts of its lane. */
  double dispersion() {
    return dispersion;
  }

  double groupRate() {
    return groupRate;
  }

  /** Groups learned: what the rate of groups rests on. */
  double groupsKnown() {
    return total.get(Figure.GROUPS);
  }

  double minutesKnown() {
    return total.get(Figure.MINUTES);
  }

  /** How improbable the silence is, as a log-likelihood ratio of "dead" to "nobody came". */
  double silent() {
    double missed = silence[GROUPS_MISSED];
    double squares = silence[HOURS_SQUARED] + silence[HOUR_MISSED] * silence[HOUR_MISSED];
    return silent(missed, groupsKnown(), levelDoubt + hourDoubt * together(missed, squares));
  }

  /**
   * How much of the doubt about single hours is left over many: that about neighbours goes
   * together, the rest cancels out.
   *
   * @param missed in all hours
   * @param squares what was missed in each hour, squared and added up
   */
  static double together(double missed, double squares) {
    return missed == 0 ? 1 : Math.min(1, NEIGHBOURS * squares / (missed * missed));
  }

  /** Of a rate of groups known from so many, with a doubt beside. */
  static double silent(double missed, double groupsKnown, double doubt) {
    double shape = 1 / (1 / (1 + groupsKnown) + doubt);
    return shape * Math.log1p(missed / shape);
  }

  double gapsPerMonth() {
    double minutes = total.get(Figure.MINUTES);
    return minutes == 0
        ? FalseAlarms.MINUTES_PER_MONTH
        : 1 + groupsKnown() / minutes * FalseAlarms.MINUTES_PER_MONTH;
  }

  void endSilence() {
    silence[GROUPS_MISSED] = 0;
    silence[HOUR_MISSED] = 0;
    silence[HOURS_SQUARED] = 0;
  }

  /**
   * The hour is not learned.
   *
   * @param surely whether there is more than a suspicion; what is not known well yet is learned in
   *     spite of one, or a wrong guess would never be put right
   */
  void doubtHour(boolean surely) {
    doubtful |= surely || total.get(Figure.MINUTES) > YOUNG_MINUTES;
  }

  double groupsMissed() {
    return silence[GROUPS_MISSED];
  }

  /** Whether nothing speaks against this minute being learned. */
  boolean sound() {
    for (Sign sign : Sign.values()) {
      if (evidence.level(sign.ordinal()) > FalseAlarms.explained()) {
        return false;
      }
    }
    return true;
  }

  static double weight(Lane lane) {
    double sum = 0;
    for (Mode mode : lane.modes()) {
      sum += TrafficPrior.weight(mode);
    }
    return sum;
  }

  /** Figures of one camera's minute. */
  static Figures figures(CameraMinute minute) {
    Figures figures = Figures.none();
    figures.add(minute);
    return figures;
  }
}
