package northpost.simulation;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import northpost.domain.Crossing;
import northpost.domain.Lane;
import northpost.domain.Mode;
import northpost.domain.Port;
import northpost.domain.PortRegistry;

/**
 * Where people cross at an instant: the ports' shares of people, their season, the hour of day, and
 * which crossings are open.
 *
 * <p>A port's people are shared out to its open crossings by their number of lanes, a crossing's to
 * its modes as {@link Conveyance} says, and a mode's to its lanes evenly: the registry holds no
 * counts that fine.
 */
public final class TrafficModel implements Flows {
  private final PortRegistry registry;
  private final TrafficSettings settings;
  private final List<Port> ports;
  private final Instant start;

  /**
   * @param start when the traffic begins, by the clock of the captures
   * @throws IllegalArgumentException for a port that is not registered
   */
  public TrafficModel(PortRegistry registry, TrafficSettings settings, Instant start) {
    this.registry = registry;
    this.settings = settings;
    this.start = start;
    for (String code : settings.ports()) {
      if (registry.port(code).isEmpty()) {
        throw new IllegalArgumentException(
            "port: got "
                + code
                + ", expected one of "
                + registry.ports().stream().map(Port::code).toList());
      }
    }
    ports =
        registry.ports().stream()
            .filter(p -> settings.ports().isEmpty() || settings.ports().contains(p.code()))
            .toList();
  }

  /** One way in: a lane used in one mode. */
  record Way(Port port, Crossing crossing, Lane lane, Conveyance conveyance) {}

  /** The ways with the people that come through each, in any unit. */
  record Flow(List<Way> ways, double[] people) {
    double total() {
      double sum = 0;
      for (double p : people) {
        sum += p;
      }
      return sum;
    }
  }

  public TrafficSettings settings() {
    return settings;
  }

  /**
   * Codes of the simulated ports that have an open crossing, with their share of the travellers.
   */
  public Map<String, Double> portShares(Instant instant) {
    Flow flow = flow(instant);
    double total = flow.total();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int i = 0; i < flow.ways.size(); i++) {
      shares.merge(flow.ways.get(i).port.code(), flow.people[i] / total, Double::sum);
    }
    return shares;
  }

  /** Ids of the simulated ports' crossings, with their parts of the people of a year. */
  Map<String, Double> crossingShares() {
    Map<Port, Double> peopleByPort = new LinkedHashMap<>();
    ports.forEach(port -> peopleByPort.put(port, (double) port.peoplePerYear()));
    Floor.raise(peopleByPort, settings.portFloor());
    Map<String, Double> shares = new LinkedHashMap<>();
    peopleByPort.forEach(
        (port, people) -> {
          double lanes = port.crossings().stream().mapToInt(c -> c.lanes().size()).sum();
          for (Crossing crossing : port.crossings()) {
            shares.put(crossing.crossingId(), people * crossing.lanes().size() / lanes);
          }
        });
    return shares;
  }

  /** Of the first port. */
  ZoneId timeZone() {
    return ports.get(0).timeZone();
  }

  /** The time of opening hours and seasons at an instant of the captures' clock. */
  private Instant scheduleTime(Instant instant, Port port) {
    if (settings.scheduleAt() == null) {
      return instant;
    }
    Instant from = settings.scheduleAt().atZone(port.timeZone()).toInstant();
    return from.plusMillis(instant.toEpochMilli() - start.toEpochMilli());
  }

  /** Whether the crossing of a way is open at an instant of the captures' clock. */
  boolean isOpen(Way way, Instant instant) {
    return registry.isOpen(way.crossing().crossingId(), scheduleTime(instant, way.port()));
  }

  @Override
  public Flow flow(Instant instant) {
    Map<Port, Double> peopleByPort = new LinkedHashMap<>();
    for (Port port : ports) {
      Instant time = scheduleTime(instant, port);
      if (port.crossings().stream().anyMatch(c -> registry.isOpen(c.crossingId(), time))) {
        ZonedDateTime local = time.atZone(port.timeZone());
        double factor = HourProfile.factor(local, port.peakMonthOverMean());
        peopleByPort.put(port, port.peoplePerYear() / 1e6 * factor);
      }
    }
    Floor.raise(peopleByPort, settings.portFloor());
    List<Way> ways = new ArrayList<>();
    List<Double> people = new ArrayList<>();
    peopleByPort.forEach(
        (port, all) -> {
          Instant time = scheduleTime(instant, port);
          List<Crossing> open =
              port.crossings().stream().filter(c -> registry.isOpen(c.crossingId(), time)).toList();
          double lanes = open.stream().mapToInt(c -> c.lanes().size()).sum();
          for (Crossing crossing : open) {
            share(port, crossing, all * crossing.lanes().size() / lanes, ways, people);
          }
        });
    return new Flow(ways, people.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void share(
      Port port, Crossing crossing, double all, List<Way> ways, List<Double> people) {
    Map<Mode, Long> lanesByMode =
        crossing.lanes().stream()
            .flatMap(lane -> lane.modes().stream())
            .collect(Collectors.groupingBy(mode -> mode, Collectors.counting()));
    double modes =
        lanesByMode.keySet().stream().mapToDouble(m -> Conveyance.of(m).shareOfPeople()).sum();
    for (Lane lane : crossing.lanes()) {
      for (Mode mode : lane.modes()) {
        Conveyance conveyance = Conveyance.of(mode);
        ways.add(new Way(port, crossing, lane, conveyance));
        people.add(all * conveyance.shareOfPeople() / modes / lanesByMode.get(mode));
      }
    }
  }
}
