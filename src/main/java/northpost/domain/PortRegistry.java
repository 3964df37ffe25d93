package northpost.domain;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The ports of entry with their crossings, lanes and cameras. Immutable, and sound once it exists:
 * the constructor refuses what contradicts itself.
 */
public final class PortRegistry implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Pattern CODE = Pattern.compile("\\d{4}");
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final List<Port> ports;
  private final LinkedHashMap<String, Port> portByCode = new LinkedHashMap<>();
  private final LinkedHashMap<String, Port> portByCrossing = new LinkedHashMap<>();
  private final LinkedHashMap<String, Crossing> crossingById = new LinkedHashMap<>();
  private final LinkedHashMap<String, Crossing> crossingByLane = new LinkedHashMap<>();
  private final LinkedHashMap<String, Lane> laneById = new LinkedHashMap<>();
  private final LinkedHashMap<String, Lane> laneByCamera = new LinkedHashMap<>();

  /**
   * A registry of these ports.
   *
   * @throws IllegalArgumentException with the path to the fault, what it is and what was expected
   */
  public PortRegistry(List<Port> ports) {
    this.ports = List.copyOf(ports);
    if (ports.isEmpty()) {
      throw new IllegalArgumentException("ports: got none, expected at least one");
    }
    for (Port port : this.ports) {
      addPort("ports[" + port.code() + "]", port);
    }
  }

  private void addPort(String path, Port port) {
    requirePattern(path + ".code", port.code(), CODE, "four digits");
    requireText(path + ".name", port.name());
    if (port.peoplePerYear() < 0) {
      throw fault(path + ".peoplePerYear", port.peoplePerYear(), "0 or more");
    }
    // The peak month is never below the mean, and never above the whole year.
    if (!(port.peakMonthOverMean() >= 1 && port.peakMonthOverMean() <= 12)) {
      throw fault(path + ".peakMonthOverMean", port.peakMonthOverMean(), "1 to 12");
    }
    requireNew(path + ".code", portByCode.put(port.code(), port), port.code());
    requireSome(path + ".crossings", port.crossings());
    for (Crossing crossing : port.crossings()) {
      addCrossing(path + ".crossings[" + crossing.crossingId() + "]", port, crossing);
    }
  }

  private void addCrossing(String path, Port port, Crossing crossing) {
    requireId(path + ".id", crossing.crossingId());
    requireText(path + ".name", crossing.name());
    if (!(Math.abs(crossing.latitude()) <= 90)) {
      throw fault(path + ".latitude", crossing.latitude(), "-90 to 90");
    }
    if (!(Math.abs(crossing.longitude()) <= 180)) {
      throw fault(path + ".longitude", crossing.longitude(), "-180 to 180");
    }
    requireNew(
        path + ".id", crossingById.put(crossing.crossingId(), crossing), crossing.crossingId());
    portByCrossing.put(crossing.crossingId(), port);
    checkHours(path, crossing.hours());
    requireSome(path + ".lanes", crossing.lanes());
    for (Lane lane : crossing.lanes()) {
      addLane(path + ".lanes[" + lane.laneId() + "]", crossing, lane);
    }
  }

  private void addLane(String path, Crossing crossing, Lane lane) {
    requireId(path + ".id", lane.laneId());
    requireNew(path + ".id", laneById.put(lane.laneId(), lane), lane.laneId());
    crossingByLane.put(lane.laneId(), crossing);
    requireSome(path + ".modes", lane.modes());
    if (lane.modes().contains(Mode.UNKNOWN)) {
      throw fault(path + ".modes", Mode.UNKNOWN, "a mode that is known");
    }
    requireSome(path + ".cameras", lane.cameras());
    for (Camera camera : lane.cameras()) {
      String cameraPath = path + ".cameras[" + camera.cameraId() + "]";
      requireId(cameraPath + ".id", camera.cameraId());
      requireNew(cameraPath + ".id", laneByCamera.put(camera.cameraId(), lane), camera.cameraId());
    }
  }

  private static void checkHours(String path, List<OpeningHours> hours) {
    LocalDate last = null;
    for (int i = 0; i < hours.size(); i++) {
      OpeningHours h = hours.get(i);
      String at = path + ".hours[" + i + "]";
      if ((h.opens() == null) != (h.closes() == null)) {
        throw fault(at, h.opens() + " to " + h.closes(), "both opens and closes, or neither");
      }
      if (h.opens() != null && h.opens().equals(h.closes())) {
        throw fault(at + ".closes", h.closes(), "another time than opens; allDay for 24 hours");
      }
      if ((h.seasonStart() == null) != (h.seasonEnd() == null)) {
        throw fault(
            at + ".season", h.seasonStart() + " to " + h.seasonEnd(), "both ends, or neither");
      }
      boolean first = i == 0;
      if (!first
          && (h.effectiveFrom() == null || (last != null && !h.effectiveFrom().isAfter(last)))) {
        throw fault(at + ".from", h.effectiveFrom(), "a date after the entry before, " + last);
      }
      last = h.effectiveFrom();
    }
  }

  private static void requirePattern(String path, String got, Pattern pattern, String expected) {
    if (got == null || !pattern.matcher(got).matches()) {
      throw fault(path, got, expected);
    }
  }

  private static void requireId(String path, String got) {
    requirePattern(path, got, ID, "lower-case letters, digits and single hyphens");
  }

  private static void requireText(String path, String got) {
    if (got == null || got.isBlank()) {
      throw fault(path, got, "a text");
    }
  }

  private static void requireSome(String path, Collection<?> got) {
    if (got.isEmpty()) {
      throw fault(path, "none", "at least one");
    }
  }

  private static void requireNew(String path, Object before, String id) {
    if (before != null) {
      throw fault(path, id, "an id that is not used before");
    }
  }

  private static IllegalArgumentException fault(String path, Object got, String expected) {
    return new IllegalArgumentException(path + ": got " + got + ", expected " + expected);
  }

  /** All ports, in the order of the file. */
  public List<Port> ports() {
    return ports;
  }

  public Optional<Port> port(String code) {
    return Optional.ofNullable(portByCode.get(code));
  }

  public Optional<Crossing> crossing(String crossingId) {
    return Optional.ofNullable(crossingById.get(crossingId));
  }

  public Optional<Lane> lane(String laneId) {
    return Optional.ofNullable(laneById.get(laneId));
  }

  /** The port's share of the people of all ports, 0 to 1; 0 for an unknown port. */
  public double shareOfPeople(String code) {
    long all = ports.stream().mapToLong(Port::peoplePerYear).sum();
    return all == 0 ? 0 : port(code).map(p -> (double) p.peoplePerYear() / all).orElse(0.0);
  }

  /**
   * Whether a crossing is open at an instant, by its local time (daylight saving included) and
   * season. Where its hours at that time are not known it counts as open.
   *
   * @throws IllegalArgumentException for a crossing that is not registered
   */
  public boolean isOpen(String crossingId, Instant instant) {
    Crossing crossing = crossingById.get(crossingId);
    if (crossing == null) {
      throw new IllegalArgumentException(
          "crossing: got " + crossingId + ", expected one of " + crossingById.keySet());
    }
    return crossing.openAt(instant.atZone(portByCrossing.get(crossingId).timeZone()));
  }

  /** Whether the four exist and belong together; the first that does not is the reason. */
  public LocationCheck check(String portCode, String crossingId, String laneId, String cameraId) {
    Port port = portByCode.get(portCode);
    if (port == null) {
      return refused(RejectionReason.UNKNOWN_PORT, "portCode", portCode, "", portByCode.keySet());
    }
    Crossing crossing = crossingById.get(crossingId);
    if (crossing == null || !port.crossings().contains(crossing)) {
      return refused(
          RejectionReason.UNKNOWN_CROSSING,
          "crossingId",
          crossingId,
          " of port " + portCode,
          port.crossings().stream().map(Crossing::crossingId).toList());
    }
    Lane lane = laneById.get(laneId);
    if (lane == null || !crossing.equals(crossingByLane.get(laneId))) {
      return refused(
          RejectionReason.UNKNOWN_LANE,
          "laneId",
          laneId,
          " of crossing " + crossingId,
          crossing.lanes().stream().map(Lane::laneId).toList());
    }
    if (!lane.equals(laneByCamera.get(cameraId))) {
      return refused(
          RejectionReason.UNKNOWN_CAMERA,
          "cameraId",
          cameraId,
          " of lane " + laneId,
          lane.cameras().stream().map(Camera::cameraId).toList());
    }
    return LocationCheck.KNOWN;
  }

  private static LocationCheck refused(
      RejectionReason reason, String field, String got, String where, Collection<String> known) {
    return new LocationCheck(
        reason, field + ": got " + got + ", expected one" + where + ": " + new TreeSet<>(known));
  }

  /** Every camera with the place it stands at, in the order of the file. */
  public List<CameraPlace> cameras() {
    List<CameraPlace> places = new ArrayList<>();
    for (Port port : ports) {
      for (Crossing crossing : port.crossings()) {
        for (Lane lane : crossing.lanes()) {
          for (Camera camera : lane.cameras()) {
            places.add(new CameraPlace(port, crossing, lane, camera));
          }
        }
      }
    }
    return places;
  }

  /** A camera and where it stands. */
  public record CameraPlace(Port port, Crossing crossing, Lane lane, Camera camera) {}
}
