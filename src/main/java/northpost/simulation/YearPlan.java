package northpost.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import northpost.domain.PortRegistry;
import northpost.source.PortRegistryYaml;

/**
 * Who comes where in a {@link SimulatedYear}: travellers an hour by each way in, and who they are.
 *
 * <p>Each port gets the people that the registry says it has in a year, spread over the hours by
 * {@link TrafficModel}, which also knows opening hours and seasons.
 *
 * <p>Everybody has a crossing, a mode and an hour of the day, and comes at most once a day: so many
 * live in the year as cross in the busiest hours. Who is searched for in a gallery is on one list
 * of those expected there and then: the manifest of a bus, train or ferry, or {@value #LIST} people
 * for vehicles.
 */
final class YearPlan {
  private static final int HOURS_OF_A_YEAR = 365 * 24;
  private static final int LIST = 512;

  /** Room for chance above the mean of the busiest hour. */
  private static final double ROOM = 1.05;

  private static final int MORE_ROOM = 1;

  private static final Map<SimulatedYear, YearPlan> MADE = new ConcurrentHashMap<>();

  private final SimulatedYear year;
  private final List<TrafficModel.Way> ways = new ArrayList<>();
  private final List<Integer> groupOfWay = new ArrayList<>();
  private final float[][] conveyancesByHour;
  private final double[] encountersBefore;
  private final List<Conveyance> groups = new ArrayList<>();
  private final Bench[][][] benches;
  private final int people;

  /** The same plan for all who ask in this process. */
  static YearPlan of(SimulatedYear year) {
    return MADE.computeIfAbsent(year, YearPlan::new);
  }

  private YearPlan(SimulatedYear year) {
    this.year = year;
    PortRegistry registry = PortRegistryYaml.shipped();
    TrafficSettings settings = TrafficSettings.allPorts().withPortFloor(0);
    TrafficModel model = new TrafficModel(registry, settings, year.start());
    Map<String, Integer> wayByName = new HashMap<>();
    Map<String, Integer> groupByName = new HashMap<>();
    Map<String, Double> flowOfPort = new LinkedHashMap<>();
    List<Map<Integer, Double>> people = new ArrayList<>();
    // A whole year, whatever part of it is replayed: only so are the shares those of a year.
    for (int hour = 0; hour < Math.max(HOURS_OF_A_YEAR, year.hours()); hour++) {
      TrafficModel.Flow flow = model.flow(year.hour(hour).plusSeconds(1800));
      Map<Integer, Double> ofHour = new LinkedHashMap<>();
      for (int i = 0; i < flow.people().length; i++) {
        TrafficModel.Way way = flow.ways().get(i);
        ofHour.put(number(way, wayByName, groupByName), flow.people()[i]);
        if (hour < HOURS_OF_A_YEAR) {
          flowOfPort.merge(way.port().code(), flow.people()[i], Double::sum);
        }
      }
      people.add(ofHour);
    }
    conveyancesByHour = new float[people.size()][ways.size()];
    for (int hour = 0; hour < people.size(); hour++) {
      for (Map.Entry<Integer, Double> entry : people.get(hour).entrySet()) {
        TrafficModel.Way way = ways.get(entry.getKey());
        double share = entry.getValue() / flowOfPort.get(way.port().code());
        conveyancesByHour[hour][entry.getKey()] =
            (float)
                (year.share() * way.port().peoplePerYear() * share / encounters(way.conveyance()));
      }
    }
    encountersBefore = new double[people.size() + 1];
    for (int hour = 0; hour < people.size(); hour++) {
      double sum = encountersBefore[hour];
      for (int way = 0; way < ways.size(); way++) {
        sum += conveyancesByHour[hour][way] * encounters(ways.get(way).conveyance());
      }
      encountersBefore[hour + 1] = sum;
    }
    benches = new Bench[year.parts()][groups.size()][24];
    this.people = seat();
  }

  private int number(
      TrafficModel.Way way, Map<String, Integer> wayByName, Map<String, Integer> groupByName) {
    return wayByName.computeIfAbsent(
        way.lane().laneId() + " " + way.conveyance(),
        name -> {
          int group =
              groupByName.computeIfAbsent(
                  way.crossing().crossingId() + " " + way.conveyance(),
                  groupName -> {
                    groups.add(way.conveyance());
                    return groups.size() - 1;
                  });
          ways.add(way);
          groupOfWay.add(group);
          return ways.size() - 1;
        });
  }

  /** Encounters of one conveyance on average. */
  private static double encounters(Conveyance conveyance) {
    double more = conveyance.meanOccupants() - 1;
    return conveyance == Conveyance.VEHICLE ? 1 + more * (1 - YearHour.MISSED) : 1 + more;
  }

  private int seat() {
    double[][] peaks = new double[groups.size()][24];
    for (int hour = 0; hour < conveyancesByHour.length; hour++) {
      double[] ofGroup = new double[groups.size()];
      for (int way = 0; way < ways.size(); way++) {
        ofGroup[groupOfWay.get(way)] += conveyancesByHour[hour][way] / year.parts();
      }
      for (int group = 0; group < ofGroup.length; group++) {
        peaks[group][hour % 24] = Math.max(peaks[group][hour % 24], ofGroup[group]);
      }
    }
    int seated = 0;
    int lists = 0;
    for (Bench[][] ofPart : benches) {
      for (int group = 0; group < groups.size(); group++) {
        for (int hour = 0; hour < 24; hour++) {
          int seats = seats(groups.get(group), peaks[group][hour]);
          int list = listSize(groups.get(group));
          ofPart[group][hour] = new Bench(seated, seats, list, lists);
          seated += seats;
          lists += (seats + list - 1) / list;
        }
      }
    }
    return seated;
  }

  private static int seats(Conveyance conveyance, double peak) {
    if (peak == 0) {
      return 0;
    }
    double conveyances = peak + 3 * Math.sqrt(peak);
    int rooms = (int) Math.ceil(conveyances * ROOM) + MORE_ROOM;
    return manifest(conveyance) == 1
        ? (int) Math.ceil(rooms * conveyance.meanOccupants())
        : rooms * manifest(conveyance);
  }

  /** Seats that are dealt out together: whole manifests, and else one by one. */
  static int manifest(Conveyance conveyance) {
    return switch (conveyance) {
      case PEDESTRIAN, VEHICLE -> 1;
      case BUS -> 48;
      case TRAIN -> 96;
      case FERRY -> 16;
    };
  }

  private static int listSize(Conveyance conveyance) {
    return manifest(conveyance) == 1 ? LIST : manifest(conveyance);
  }

  /**
   * People who come by one crossing and mode at one hour of the day.
   *
   * @param first their first number
   * @param list how many of them are on one list
   * @param firstList number of their first list
   */
  record Bench(int first, int seats, int list, int firstList) {
    String galleryId(int seat) {
      return "expected-" + (firstList + seat / list);
    }
  }

  List<TrafficModel.Way> ways() {
    return ways;
  }

  /** Conveyances that come by a way in an hour of the year, over all parts, on average. */
  double conveyances(int hour, int way) {
    return conveyancesByHour[hour][way];
  }

  /** Encounters of the first hours, on average. */
  double encountersBefore(int hours) {
    return encountersBefore[Math.max(0, Math.min(hours, encountersBefore.length - 1))];
  }

  int group(int way) {
    return groupOfWay.get(way);
  }

  int groups() {
    return groups.size();
  }

  Bench bench(int part, int group, int hour) {
    return benches[part][group][hour % 24];
  }

  /** Everybody who has a reference. */
  int people() {
    return people;
  }

  /** Everyone's gallery, in the order of their numbers. */
  String[] galleryIds() {
    String[] ids = new String[people];
    for (Bench[][] ofPart : benches) {
      for (Bench[] ofGroup : ofPart) {
        for (Bench bench : ofGroup) {
          for (int seat = 0; seat < bench.seats(); seat++) {
            ids[bench.first() + seat] = bench.galleryId(seat);
          }
        }
      }
    }
    return ids;
  }

  /** How many lists there are. */
  int lists() {
    Set<String> all = new HashSet<>(List.of(galleryIds()));
    return all.size();
  }
}
