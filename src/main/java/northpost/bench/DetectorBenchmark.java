package northpost.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import northpost.anomaly.PortWatch;
import northpost.bench.MinuteTraffic.Conditions;
import northpost.domain.Anomaly;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.domain.Zone;

/**
 * Plants changes of several sizes in simulated minutes and measures when the watch of a port finds
 * them, and what it says where nothing is planted.
 */
public final class DetectorBenchmark {
  private static final Instant START = Instant.parse("2026-04-20T04:00:00Z");
  private static final Instant FAULT = Instant.parse("2026-05-04T14:00:00Z");
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String PORT = "0704";
  private static final String LANE = "0704-massena-v1";

  private final PortRegistry registry;
  private final Consumer<String> progress;

  public DetectorBenchmark(PortRegistry registry, Consumer<String> progress) {
    this.registry = registry;
    this.progress = progress;
  }

  /** One kind with the sizes that are tried. */
  private record Plan(
      String kind,
      String change,
      boolean wholePort,
      double[] sizes,
      DoubleFunction<Conditions> conditions) {}

  private static List<Plan> plans() {
    return List.of(
        new Plan(
            "camera-silent",
            "booth camera dead, traffic over the usual",
            false,
            new double[] {.1, .3, 1, 3},
            size -> new Conditions(1, false, List.of(Zone.PRIMARY), 0, 0, 0, 0, 0, 0, 0, 0)),
        new Plan(
            "throughput-stall",
            "travellers of the port over the usual",
            true,
            new double[] {.6, .4, .2, .1},
            Conditions::ofFlow),
        new Plan(
            "throughput-surge",
            "travellers of the port over the usual",
            true,
            new double[] {1.5, 2, 3, 5},
            Conditions::ofFlow),
        new Plan(
            "match-rate-drop",
            "share more that does not match",
            false,
            new double[] {.05, .1, .2, .4},
            size -> Conditions.ofShares(0, size, 0, 0)),
        new Plan(
            "quality-drop",
            "share more that is unusable",
            false,
            new double[] {.03, .06, .12, .25},
            size -> Conditions.ofShares(size, 0, 0, 0)),
        new Plan(
            "score-drift",
            "mean score down, standard deviations",
            false,
            new double[] {.2, .35, .7, 1.4},
            size -> Conditions.ofMeans(-size, 0)),
        new Plan(
            "unavailable-burst",
            "share more that is unavailable",
            false,
            new double[] {.02, .05, .15, .5},
            size -> Conditions.ofShares(0, 0, size, 0)),
        new Plan(
            "latency-breach",
            "share more over 2 s",
            false,
            new double[] {.02, .05, .15, .5},
            size -> Conditions.ofShares(0, 0, 0, size)),
        new Plan(
            "late-camera",
            "seconds later, with spread",
            false,
            new double[] {3, 6, 15, 60},
            size -> Conditions.ofTime(size, 0)),
        new Plan(
            "clock-skew",
            "seconds the clock is ahead",
            false,
            new double[] {1, 3, 30, 240},
            size -> Conditions.ofTime(0, size)));
  }

  /**
   * Runs all.
   *
   * @param runs of each size
   * @param quietMonths of each port
   */
  public DetectorReport run(int runs, int quietMonths) throws Exception {
    List<DetectorRow> rows = new ArrayList<>();
    for (Plan plan : plans()) {
      for (double size : plan.sizes) {
        rows.add(row(plan, size, runs));
        progress.accept(rows.get(rows.size() - 1).toString());
      }
    }
    List<QuietRow> quiet = new ArrayList<>();
    for (Port port : registry.ports()) {
      quiet.add(quiet(port, quietMonths));
      progress.accept(quiet.get(quiet.size() - 1).toString());
    }
    double alarms = quiet.stream().mapToDouble(row -> row.perPortMonth() * row.months()).sum();
    double months = quiet.stream().mapToDouble(QuietRow::months).sum();
    return new DetectorReport(rows, quiet, alarms / months);
  }

  private DetectorRow row(Plan plan, double size, int runs) throws Exception {
    List<Double> minutes = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      double found = minutesToFind(plan, size, i + 1);
      if (found >= 0) {
        minutes.add(found);
      }
    }
    double[] sorted = minutes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int most = (int) Math.ceil(.9 * runs) - 1;
    return new DetectorRow(
        plan.kind,
        plan.change,
        size,
        runs,
        sorted.length,
        sorted.length == 0 ? -1 : sorted[sorted.length / 2],
        sorted.length > most ? sorted[most] : -1);
  }

  private double minutesToFind(Plan plan, double size, long seed) throws Exception {
    Port port = registry.port(PORT).orElseThrow();
    long from = FAULT.toEpochMilli() / 60_000;
    Conditions planted = plan.conditions.apply(size);
    double scale = plan.kind.equals("camera-silent") ? size : 1;
    WatchRun run =
        new WatchRun(
            PortWatch.inMemory(port, registry, START.toEpochMilli() / 60_000),
            new MinuteTraffic(
                port,
                registry,
                scale,
                seed,
                (spot, minute) ->
                    minute >= from && (plan.wholePort || spot.lane().laneId().equals(LANE))
                        ? planted
                        : Conditions.USUAL));
    run.until(FAULT);
    for (Instant at = FAULT; at.isBefore(FAULT.plus(LONGEST)); at = at.plusSeconds(60)) {
      for (Anomaly anomaly : run.next()) {
        boolean here = plan.wholePort || LANE.equals(anomaly.laneId());
        if (anomaly.kind().equals(plan.kind) && here && anomaly.status().equals("OPEN")) {
          return Duration.between(FAULT, anomaly.end()).toSeconds() / 60.0;
        }
      }
    }
    return -1;
  }

  private QuietRow quiet(Port port, int months) throws Exception {
    Map<String, Long> alarms = new TreeMap<>();
    for (int i = 0; i < months; i++) {
      WatchRun run =
          new WatchRun(
              PortWatch.inMemory(port, registry, START.toEpochMilli() / 60_000),
              new MinuteTraffic(port, registry, 1, 1000 + i, (spot, minute) -> Conditions.USUAL));
      run.until(START.plus(Duration.ofDays(30))).stream()
          .filter(anomaly -> anomaly.status().equals("OPEN"))
          .collect(Collectors.groupingBy(Anomaly::kind, Collectors.counting()))
          .forEach((kind, n) -> alarms.merge(kind, n, Long::sum));
    }
    int lanes = port.crossings().stream().mapToInt(c -> c.lanes().size()).sum();
    double all = alarms.values().stream().mapToLong(Long::longValue).sum();
    return new QuietRow(
        port.code(), lanes, months, alarms, all / months, all / months / lanes / (30 / 7.0));
  }

  /** Names of what is measured, in the order of the rows. */
  public static List<String> kinds() {
    return plans().stream().map(Plan::kind).toList();
  }

  @Override
  public String toString() {
    return Arrays.toString(kinds().toArray());
  }
}
