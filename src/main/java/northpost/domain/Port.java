package northpost.domain;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/**
 * A port of entry.
 *
 * @param code Schedule D code, four digits
 * @param peoplePerYear people who entered in 2024 (BTS border crossing data)
 * @param peakMonthOverMean people of the busiest month over those of the mean month
 * @param crossings at least one
 */
public record Port(
    String code,
    String name,
    ZoneId timeZone,
    long peoplePerYear,
    double peakMonthOverMean,
    List<Crossing> crossings)
    implements Serializable {
  public Port {
    crossings = List.copyOf(crossings);
  }
}
