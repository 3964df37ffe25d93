package northpost.bench;

/**
 * How long a change of one size takes to be found.
 *
 * @param kind of the anomaly it should be found as
 * @param change what is changed, with its unit
 * @param runs with different chance
 * @param found of them within a day
 * @param medianMinutes of those found; -1 where none was
 * @param longMinutes nine of ten were found within; -1 where fewer than that were found
 */
public record DetectorRow(
    String kind,
    String change,
    double size,
    int runs,
    int found,
    double medianMinutes,
    double longMinutes) {}
