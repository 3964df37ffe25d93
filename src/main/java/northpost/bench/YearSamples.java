package northpost.bench;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import northpost.simulation.SimulatedYear;

/** The size of the state at each checkpoint of a replay, and what it comes to by month. */
final class YearSamples {
  private static final double DAY_MILLIS = 24 * 3_600_000.0;

  private final SimulatedYear year;
  private final List<YearReport.Sample> samples = new ArrayList<>();
  private final List<Long> besideGallery = new ArrayList<>();

  YearSamples(SimulatedYear year) {
    this.year = year;
  }

  /**
   * Takes a checkpoint.
   *
   * @param atMillis event time, epoch milliseconds
   * @param stateBytes of all operators
   * @param galleryBytes of them the gallery's
   */
  void add(long atMillis, long decisions, long stateBytes, long galleryBytes, long millis) {
    double day = (atMillis - year.start().toEpochMilli()) / DAY_MILLIS;
    samples.add(new YearReport.Sample(day, decisions, stateBytes, millis));
    besideGallery.add(stateBytes - galleryBytes);
  }

  List<YearReport.Sample> all() {
    return List.copyOf(samples);
  }

  /**
   * By month. The rate is that from the first of the month's checkpoints to the first of the next
   * month's; the first day, in which what is kept for a day still fills up, does not count.
   */
  List<YearReport.Month> months() {
    Map<YearMonth, List<Integer>> byMonth = new TreeMap<>();
    for (int i = 0; i < samples.size(); i++) {
      if (samples.get(i).day() >= 2) {
        byMonth.computeIfAbsent(month(samples.get(i)), m -> new ArrayList<>()).add(i);
      }
    }
    List<YearReport.Month> months = new ArrayList<>();
    byMonth.forEach(
        (month, numbers) -> {
          YearReport.Sample before = samples.get(Math.max(0, numbers.get(0) - 1));
          YearReport.Sample last = samples.get(numbers.get(numbers.size() - 1));
          if (last == before) {
            // The first checkpoint of all: no rate can be told from it.
            return;
          }
          double perDay = (last.decisions() - before.decisions()) / (last.day() - before.day());
          double bytes =
              numbers.stream().mapToLong(besideGallery::get).average().orElse(Double.NaN);
          months.add(
              new YearReport.Month(
                  month.toString(), numbers.size(), perDay, bytes / 1e6, bytes / perDay));
        });
    return months;
  }

  private YearMonth month(YearReport.Sample sample) {
    Instant at = year.start().plusMillis((long) (sample.day() * DAY_MILLIS));
    return YearMonth.from(year.localDate(at.toEpochMilli()));
  }

  /** State for each capture of a day, last month over first; NaN where there are not two. */
  double growth() {
    List<YearReport.Month> months = months();
    return months.size() < 2
        ? Double.NaN
        : months.get(months.size() - 1).bytesPerCapture() / months.get(0).bytesPerCapture();
  }
}
