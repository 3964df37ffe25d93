package northpost.bench;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import northpost.domain.Camera;
import northpost.domain.CameraMinute;
import northpost.domain.Crossing;
import northpost.domain.FunnelCounts;
import northpost.domain.Lane;
import northpost.domain.Mode;
import northpost.domain.Moments;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.domain.Zone;

/**
 * Minutes of a port's cameras, drawn at random: groups of travellers (a car, a bus) come by a
 * profile of hours that is not the one the watch guesses, days differ, weekends are busier, and
 * captures of one encounter share its outcome. The same seed draws the same minutes.
 */
public final class MinuteTraffic {
  private static final double[] SHARE_OF_DAY = {
    .010, .007, .005, .005, .007, .013, .024, .036, .045, .052, .058, .063, .066, .068, .072, .082,
    .094, .100, .076, .052, .030, .017, .011, .007
  };
  private static final double CAPTURES_PER_TRAVELLER = 1.3;
  private static final double DAYS_DIFFER = .08;
  private static final long MINUTE = 60_000;

  private final Port port;
  private final PortRegistry registry;
  private final double scale;
  private final SplittableRandom random;
  private final BiFunction<Spot, Long, Conditions> conditions;
  private final List<Spot> spots = new ArrayList<>();

  /** Travellers of buses and trains still to be taken, by lane. */
  private final int[] queue;

  private long day = Long.MIN_VALUE;
  private double dayFactor = 1;

  /** A lane and how it is used. */
  public record Spot(Crossing crossing, Lane lane, Mode mode, double weight) {}

  /**
   * What a lane and its cameras are like in a minute.
   *
   * @param flow travellers over the usual
   * @param closed the travellers go through the lanes beside it
   * @param dead zone whose camera takes nothing, or both
   * @param notMatched share more of the compared that does not match
   * @param scores moved by this many standard deviations
   * @param sharpness moved by this many standard deviations
   * @param transportSeconds more than usual
   * @param clockSeconds the cameras' clock ahead of the true time
   */
  public record Conditions(
      double flow,
      boolean closed,
      List<Zone> dead,
      double unusable,
      double notMatched,
      double unavailable,
      double slow,
      double scores,
      double sharpness,
      double transportSeconds,
      double clockSeconds) {
    public static final Conditions USUAL =
        new Conditions(1, false, List.of(), 0, 0, 0, 0, 0, 0, 0, 0);

    public static Conditions ofFlow(double flow) {
      return new Conditions(flow, false, List.of(), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public static Conditions ofClosed() {
      return new Conditions(1, true, List.of(), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public static Conditions ofDead(Zone... zones) {
      return new Conditions(1, false, List.of(zones), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public static Conditions ofShares(
        double unusable, double notMatched, double unavailable, double slow) {
      return new Conditions(
          1, false, List.of(), unusable, notMatched, unavailable, slow, 0, 0, 0, 0);
    }

    public static Conditions ofMeans(double scores, double sharpness) {
      return new Conditions(1, false, List.of(), 0, 0, 0, 0, scores, sharpness, 0, 0);
    }

    public static Conditions ofTime(double transportSeconds, double clockSeconds) {
      return new Conditions(1, false, List.of(), 0, 0, 0, 0, 0, 0, transportSeconds, clockSeconds);
    }
  }

  /**
   * @param scale travellers over those of the registry
   * @param conditions of a lane in a minute (of the epoch)
   */
  public MinuteTraffic(
      Port port,
      PortRegistry registry,
      double scale,
      long seed,
      BiFunction<Spot, Long, Conditions> conditions) {
    this.port = port;
    this.registry = registry;
    this.scale = scale;
    this.conditions = conditions;
    random = new SplittableRandom(seed);
    for (Crossing crossing : port.crossings()) {
      for (Lane lane : crossing.lanes()) {
        for (Mode mode : lane.modes()) {
          spots.add(new Spot(crossing, lane, mode, weight(mode)));
        }
      }
    }
    queue = new int[spots.size()];
  }

  private static double weight(Mode mode) {
    return switch (mode) {
      case VEHICLE -> .87;
      case BUS -> .11;
      case FERRY -> .5;
      case TRAIN -> .014;
      default -> .013;
    };
  }

  /** Travellers that come together, on average. */
  private static double groupSize(Mode mode) {
    return switch (mode) {
      case VEHICLE -> 2.1;
      case BUS -> 28;
      case FERRY -> 9;
      case TRAIN -> 60;
      default -> 1;
    };
  }

  /** The minutes of all cameras that took something, and bear this minute or one near it. */
  public List<CameraMinute> minute(long minute) {
    ZonedDateTime local = Instant.ofEpochMilli(minute * MINUTE).atZone(port.timeZone());
    if (local.toLocalDate().toEpochDay() != day) {
      day = local.toLocalDate().toEpochDay();
      boolean weekend = local.getDayOfWeek().getValue() >= 6;
      dayFactor = Math.exp(DAYS_DIFFER * random.nextGaussian()) * (weekend ? 1.2 : .92);
    }
    double people =
        scale
            * port.peoplePerYear()
            / (365.25 * 1440)
            * 24
            * SHARE_OF_DAY[local.getHour()]
            * month(local)
            * dayFactor;
    double weights = spots.stream().mapToDouble(Spot::weight).sum();
    List<CameraMinute> minutes = new ArrayList<>();
    double[] flow = new double[spots.size()];
    Conditions[] now = new Conditions[spots.size()];
    for (int i = 0; i < flow.length; i++) {
      Spot spot = spots.get(i);
      now[i] = conditions.apply(spot, minute);
      boolean open = registry.isOpen(spot.crossing().crossingId(), local.toInstant());
      flow[i] = open ? people * spot.weight() / weights * now[i].flow() : 0;
    }
    shift(flow, now);
    for (int i = 0; i < flow.length; i++) {
      take(minute, i, travellers(i, flow[i]), now[i], minutes);
    }
    return minutes;
  }

  private double month(ZonedDateTime local) {
    double swing = Math.cos(2 * Math.PI * (local.getDayOfYear() - 227) / 365.25);
    return Math.max(0, 1 + (port.peakMonthOverMean() - 1) * swing);
  }

  private void shift(double[] flow, Conditions[] now) {
    for (int i = 0; i < flow.length; i++) {
      if (!now[i].closed()) {
        continue;
      }
      double beside = 0;
      for (int j = 0; j < flow.length; j++) {
        beside += beside(i, j) && !now[j].closed() ? flow[j] : 0;
      }
      for (int j = 0; j < flow.length && beside > 0; j++) {
        flow[j] *= beside(i, j) && !now[j].closed() ? 1 + flow[i] / beside : 1;
      }
      flow[i] = 0;
      queue[i] = 0;
    }
  }

  private boolean beside(int i, int j) {
    Spot a = spots.get(i);
    Spot b = spots.get(j);
    return i != j && a.crossing().equals(b.crossing()) && a.mode() == b.mode();
  }

  /** Those of a car at once; a bus or train is taken at eight a minute. */
  private int travellers(int i, double flow) {
    Mode mode = spots.get(i).mode();
    int groups = poisson(flow / groupSize(mode));
    for (int g = 0; g < groups; g++) {
      queue[i] +=
          mode == Mode.VEHICLE
              ? 1 + poisson(1.1)
              : mode == Mode.PEDESTRIAN
                  ? 1
                  : Math.max(1, (int) (groupSize(mode) * (.5 + random.nextDouble())));
    }
    int most = mode == Mode.VEHICLE || mode == Mode.PEDESTRIAN ? queue[i] : 8;
    int taken = Math.min(queue[i], most);
    queue[i] -= taken;
    return taken;
  }

  private void take(long minute, int i, int travellers, Conditions now, List<CameraMinute> out) {
    Spot spot = spots.get(i);
    List<Camera> cameras = spot.lane().cameras();
    Camera booth = camera(cameras, Zone.PRIMARY);
    Camera before = camera(cameras, Zone.PRE_PRIMARY);
    Slot[] slots = {new Slot(), new Slot()};
    for (int t = 0; t < travellers; t++) {
      boolean matches = random.nextDouble() >= .07 + now.notMatched();
      boolean optedOut = random.nextDouble() < .02;
      boolean twice = !optedOut && random.nextDouble() < CAPTURES_PER_TRAVELLER - 1;
      if (twice) {
        slots[before == booth ? 0 : 1].take(now, matches, false);
      }
      boolean early = !twice && before != booth && random.nextDouble() < .1;
      slots[early ? 1 : 0].take(now, matches, optedOut);
    }
    long dated = Math.floorDiv((long) (minute * 60 + now.clockSeconds()), 60L);
    add(spot, booth, dated, slots[0], now, out);
    if (before != booth) {
      add(spot, before, dated, slots[1], now, out);
    }
  }

  private void add(
      Spot spot, Camera camera, long minute, Slot s, Conditions now, List<CameraMinute> out) {
    if (s.presented == 0 || now.dead().contains(camera.zone())) {
      return;
    }
    out.add(
        new CameraMinute(
            port.code(),
            spot.crossing().crossingId(),
            spot.lane().laneId(),
            camera.cameraId(),
            spot.mode(),
            camera.zone(),
            Instant.ofEpochMilli(minute * MINUTE),
            s.presented,
            new FunnelCounts(
                s.presented,
                s.optedOut,
                s.unusable,
                s.matched,
                0,
                s.notMatched,
                s.unavailable,
                500),
            s.scores,
            s.sharpness,
            Moments.NONE,
            s.transport,
            s.slow,
            new byte[0]));
  }

  private final class Slot {
    private long presented;
    private long optedOut;
    private long unusable;
    private long matched;
    private long notMatched;
    private long unavailable;
    private long slow;
    private Moments scores = Moments.NONE;
    private Moments sharpness = Moments.NONE;
    private Moments transport = Moments.NONE;

    void take(Conditions now, boolean matches, boolean optsOut) {
      presented++;
      double seconds = now.transportSeconds() - now.clockSeconds();
      double spread = now.transportSeconds() > 0 ? Math.min(10, .2 * now.transportSeconds()) : .1;
      transport =
          transport.plus(Moments.of(1000 * (.3 + seconds + spread * random.nextGaussian())));
      slow += random.nextDouble() < .001 + now.slow() ? 1 : 0;
      if (optsOut) {
        optedOut++;
        return;
      }
      sharpness = sharpness.plus(Moments.of(60 + 12 * (now.sharpness() + random.nextGaussian())));
      if (random.nextDouble() < .02 + now.unusable()) {
        unusable++;
      } else if (random.nextDouble() < .003 + now.unavailable()) {
        unavailable++;
      } else if (matches) {
        matched++;
        scores = scores.plus(Moments.of(.9 + .03 * (now.scores() + random.nextGaussian())));
      } else {
        notMatched++;
      }
    }
  }

  private static Camera camera(List<Camera> cameras, Zone zone) {
    return cameras.stream().filter(c -> c.zone() == zone).findFirst().orElse(cameras.get(0));
  }

  private int poisson(double mean) {
    if (mean <= 0) {
      return 0;
    }
    if (mean > 200) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int n = 0;
    while (product > limit) {
      product *= random.nextDouble();
      n++;
    }
    return n;
  }

  @Override
  public String toString() {
    return "port " + port.code() + " " + Arrays.toString(queue);
  }
}
