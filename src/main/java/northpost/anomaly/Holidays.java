package northpost.anomaly;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Days on which traffic is not that of its day of the week: public holidays of the United States
 * and Canada, by the rules in {@code holidays.csv}.
 */
final class Holidays {
  private static final String FILE = "holidays.csv";

  /** A day of no holiday: weather and chance make no two the same. */
  static final Range PLAIN = new Range(.9, 1.1);

  private final List<Rule> rules;
  private final Map<Integer, Map<LocalDate, Range>> years = new ConcurrentHashMap<>();

  private Holidays(List<Rule> rules) {
    this.rules = rules;
  }

  /** Traffic of a day over that of a plain one: from least to most. */
  record Range(double least, double most) {
    Range and(Range o) {
      return new Range(Math.min(least, o.least), Math.max(most, o.most));
    }

    /** The least traffic over that of the least plain day; 1 at most. */
    double quieter() {
      return Math.min(1, least / PLAIN.least);
    }
  }

  private record Rule(String when, int before, int after, Range range) {}

  /** The holidays that ship with Northpost. */
  static Holidays shipped() {
    try (InputStream in = Holidays.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(
            FILE + ": not on the class path, expected beside the classes");
      }
      List<Rule> rules = new ArrayList<>();
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("country,")) {
          rules.add(rule(line));
        }
      }
      return new Holidays(rules);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + ": not readable", e);
    }
  }

  private static Rule rule(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 7) {
      throw new IllegalArgumentException(
          FILE
              + ": got \""
              + line
              + "\", expected 7 cells: country,name,when,before,after,least,most");
    }
    return new Rule(
        cells[2].strip(),
        Integer.parseInt(cells[3].strip()),
        Integer.parseInt(cells[4].strip()),
        new Range(Double.parseDouble(cells[5].strip()), Double.parseDouble(cells[6].strip())));
  }

  /** What to expect of a local day. */
  Range on(LocalDate day) {
    return years.computeIfAbsent(day.getYear(), this::ofYear).getOrDefault(day, PLAIN);
  }

  private Map<LocalDate, Range> ofYear(int year) {
    Map<LocalDate, Range> days = new ConcurrentHashMap<>();
    for (int y = year - 1; y <= year + 1; y++) {
      for (Rule rule : rules) {
        LocalDate day = date(rule.when, y);
        for (LocalDate d = day.minusDays(rule.before);
            !d.isAfter(day.plusDays(rule.after));
            d = d.plusDays(1)) {
          days.merge(d, rule.range, Range::and);
        }
      }
    }
    return days;
  }

  /**
   * {@code 07-04}, {@code 11 THU 4}, {@code 05 MON last}, {@code MON before 05-25}, {@code
   * easter-2}.
   */
  static LocalDate date(String when, int year) {
    String[] words = when.split(" ");
    if (when.startsWith("easter")) {
      return easter(year).plusDays(Integer.parseInt(when.substring("easter".length())));
    }
    if (words.length == 1) {
      return MonthDay.parse("--" + when).atYear(year);
    }
    if (words[1].equals("before")) {
      return MonthDay.parse("--" + words[2])
          .atYear(year)
          .with(TemporalAdjusters.previous(day(words[0])));
    }
    LocalDate first = LocalDate.of(year, Integer.parseInt(words[0]), 1);
    return words[2].equals("last")
        ? first.with(TemporalAdjusters.lastInMonth(day(words[1])))
        : first.with(TemporalAdjusters.dayOfWeekInMonth(Integer.parseInt(words[2]), day(words[1])));
  }

  private static DayOfWeek day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().startsWith(name)) {
        return day;
      }
    }
    throw new IllegalArgumentException(FILE + ": got day " + name + ", expected e.g. MON");
  }

  /** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
  static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return LocalDate.of(year, f / 31, f % 31 + 1);
  }
}
