package northpost.domain;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZonedDateTime;

/**
 * When a crossing is open, in its local time, from a date on.
 *
 * @param effectiveFrom first day these hours hold; null: since ever
 * @param opens null: open all day
 * @param closes null: open all day; a time before {@code opens} is on the next day
 * @param seasonStart first day of the season, each year; null: all year
 * @param seasonEnd last day of the season, inclusive; null: all year
 */
public record OpeningHours(
    LocalDate effectiveFrom,
    LocalTime opens,
    LocalTime closes,
    MonthDay seasonStart,
    MonthDay seasonEnd)
    implements Serializable {

  /** Whether these hours already hold on a local day. */
  boolean holdsOn(LocalDate day) {
    return effectiveFrom == null || !day.isBefore(effectiveFrom);
  }

  /** Whether the crossing is open at a local time, given that these hours hold. */
  boolean openAt(ZonedDateTime local) {
    LocalDate day = local.toLocalDate();
    LocalTime time = local.toLocalTime();
    if (opens == null) {
      return inSeason(day);
    }
    if (opens.isBefore(closes)) {
      return inSeason(day) && !time.isBefore(opens) && time.isBefore(closes);
    }
    return (inSeason(day) && !time.isBefore(opens))
        || (inSeason(day.minusDays(1)) && time.isBefore(closes));
  }

  private boolean inSeason(LocalDate day) {
    if (seasonStart == null) {
      return true;
    }
    MonthDay now = MonthDay.from(day);
    boolean started = !now.isBefore(seasonStart);
    boolean notEnded = !now.isAfter(seasonEnd);
    return seasonStart.isAfter(seasonEnd) ? started || notEnded : started && notEnded;
  }
}
