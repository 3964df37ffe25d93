package northpost.simulation;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import northpost.domain.ReferenceUpdate;

/**
 * Traffic of the ports over days to a year, in their real numbers, with templates given in place of
 * photos. It is drawn from the seed when it is read, in parts that do not depend on each other.
 *
 * @param start a full hour
 * @param share of the people that really come, more than 0; 1 is all of them
 * @param parts how many readers can read it at once; another number is other traffic
 */
public record SimulatedYear(long seed, Instant start, int days, double share, int parts)
    implements Serializable {
  /** Enough for the readers that two to four cores keep busy. */
  public static final int PARTS = 4;

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final int MAX_PARTS = 64;
  private static final int MAX_DAYS = 366;

  public SimulatedYear {
    require("start", start, start.getEpochSecond() % 3600 == 0, "a full hour");
    require("days", days, days >= 1 && days <= MAX_DAYS, "1 to " + MAX_DAYS);
    require("share", share, share > 0 && share <= 10, "more than 0, at most 10");
    require("parts", parts, parts >= 1 && parts <= MAX_PARTS, "1 to " + MAX_PARTS);
  }

  private static void require(String name, Object got, boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": got " + got + ", expected " + expected);
    }
  }

  /** From midnight in New York at the start of 2025. */
  public static SimulatedYear of(long seed, int days) {
    return new SimulatedYear(seed, Instant.parse("2025-01-01T05:00:00Z"), days, 1, PARTS);
  }

  public SimulatedYear withShare(double other) {
    return new SimulatedYear(seed, start, days, other, parts);
  }

  /** Everyone's reference, in a stream that is made as it is read. */
  public Stream<ReferenceUpdate> references() {
    return YearPeople.of(this).references();
  }

  /** How many lists of expected travellers the references are on. */
  public int galleries() {
    return YearPlan.of(this).lists();
  }

  /** Encounters that are to be expected, on average over all seeds. */
  public double expectedEncounters() {
    return YearPlan.of(this).encountersBefore(hours());
  }

  /** The date in New York. */
  public LocalDate localDate(long epochMillis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), NEW_YORK);
  }

  /** Share of the captures that are of before an instant, about: 0 to 1. */
  public double shareDone(long epochMillis) {
    if (epochMillis < start.toEpochMilli()) {
      return 0;
    }
    double hour = (epochMillis - start.toEpochMilli()) / 3.6e6;
    return YearPlan.of(this).encountersBefore((int) Math.ceil(hour)) / expectedEncounters();
  }

  int hours() {
    return 24 * days;
  }

  Instant hour(int hour) {
    return start.plus(Duration.ofHours(hour));
  }
}
