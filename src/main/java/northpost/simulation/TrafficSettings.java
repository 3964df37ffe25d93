package northpost.simulation;

import java.time.LocalDateTime;
import java.util.Set;

/**
 * What the traffic is to be like.
 *
 * @param ports codes of the ports to simulate; empty for all
 * @param portFloor each open port gets at least this share of the travellers, 0 for the true shares
 * @param strangers share of the travellers who are not who they claim to be, or are in no gallery
 * @param optOuts share of the travellers who ask for a manual check
 * @param scheduleAt local time at which opening hours, hour of day and season are to begin,
 *     whatever the clock of the captures says; null when they follow that clock
 */
public record TrafficSettings(
    Set<String> ports,
    double portFloor,
    double strangers,
    double optOuts,
    LocalDateTime scheduleAt) {

  public static final double DEFAULT_PORT_FLOOR = .05;
  public static final double DEFAULT_STRANGERS = .05;
  public static final double DEFAULT_OPT_OUTS = .02;

  public TrafficSettings {
    ports = Set.copyOf(ports);
    requireShare("portFloor", portFloor);
    requireShare("strangers", strangers);
    requireShare("optOuts", optOuts);
  }

  public static TrafficSettings allPorts() {
    return new TrafficSettings(
        Set.of(), DEFAULT_PORT_FLOOR, DEFAULT_STRANGERS, DEFAULT_OPT_OUTS, null);
  }

  public TrafficSettings withScheduleAt(LocalDateTime time) {
    return new TrafficSettings(ports, portFloor, strangers, optOuts, time);
  }

  public TrafficSettings withPortFloor(double share) {
    return new TrafficSettings(ports, share, strangers, optOuts, scheduleAt);
  }

  public TrafficSettings withPorts(Set<String> codes) {
    return new TrafficSettings(codes, portFloor, strangers, optOuts, scheduleAt);
  }

  public TrafficSettings withStrangers(double share) {
    return new TrafficSettings(ports, portFloor, share, optOuts, scheduleAt);
  }

  public TrafficSettings withOptOuts(double share) {
    return new TrafficSettings(ports, portFloor, strangers, share, scheduleAt);
  }

  private static void requireShare(String what, double got) {
    if (!(got >= 0 && got <= 1)) {
      throw new IllegalArgumentException(what + ": got " + got + ", expected 0 to 1");
    }
  }
}
