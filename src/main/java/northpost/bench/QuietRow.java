package northpost.bench;

import java.util.Map;

/**
 * What is said where nothing is wrong.
 *
 * @param months of 30 days, after two weeks of learning that are not counted apart
 * @param falseAlarms by kind
 */
public record QuietRow(
    String portCode,
    int lanes,
    double months,
    Map<String, Long> falseAlarms,
    double perPortMonth,
    double perLaneWeek) {}
