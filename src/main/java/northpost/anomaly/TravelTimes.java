package northpost.anomaly;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import northpost.domain.Crossing;
import northpost.domain.Port;
import northpost.domain.PortRegistry;

/**
 * The least time from one crossing to another, by {@code travel-times.csv}; for a pair that is not
 * in it, by the same rule it was made by: the great circle, 1.2 times as far by road, at 110 km/h.
 */
final class TravelTimes {
  private static final String FILE = "travel-times.csv";
  private static final double EARTH_KM = 6371;
  private static final double ROAD_OVER_CIRCLE = 1.2;
  private static final double KM_PER_HOUR = 110;

  private final Map<String, Duration> times = new HashMap<>();
  private Duration longest = Duration.ZERO;

  private TravelTimes() {}

  static TravelTimes between(PortRegistry registry) {
    TravelTimes all = new TravelTimes();
    for (Port from : registry.ports()) {
      for (Crossing a : from.crossings()) {
        for (Port to : registry.ports()) {
          for (Crossing b : to.crossings()) {
            all.put(a.crossingId(), b.crossingId(), Duration.ofMinutes(minutes(a, b)));
          }
        }
      }
    }
    all.read();
    return all;
  }

  private void put(String from, String to, Duration time) {
    times.put(from + "|" + to, time);
    times.put(to + "|" + from, time);
    longest = longest.compareTo(time) < 0 ? time : longest;
  }

  private void read() {
    try (InputStream in = TravelTimes.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(
            FILE + ": not on the class path, expected beside the classes");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        boolean data = !line.startsWith("#") && !line.startsWith("from,");
        // Only of crossings that are registered: a file may know more.
        if (data && times.containsKey(cells[0] + "|" + cells[1])) {
          put(cells[0], cells[1], Duration.ofMinutes(Long.parseLong(cells[2])));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + ": not readable", e);
    }
  }

  /** Whole minutes by the rule, rounded down: too short rather than too long. */
  static long minutes(Crossing a, Crossing b) {
    double la = Math.toRadians(a.latitude());
    double lb = Math.toRadians(b.latitude());
    double north = Math.sin((lb - la) / 2);
    double east = Math.sin(Math.toRadians(b.longitude() - a.longitude()) / 2);
    double h = north * north + Math.cos(la) * Math.cos(lb) * east * east;
    double km = 2 * EARTH_KM * Math.asin(Math.sqrt(h)) * ROAD_OVER_CIRCLE;
    return (long) (km / KM_PER_HOUR * 60);
  }

  /** Zero from a crossing to itself, and for one that is not registered. */
  Duration shortest(String from, String to) {
    return from.equals(to) ? Duration.ZERO : times.getOrDefault(from + "|" + to, Duration.ZERO);
  }

  Duration longest() {
    return longest.isZero() ? Duration.ofMinutes(1) : longest;
  }
}
