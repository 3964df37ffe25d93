package northpost.bench;

import java.util.List;

/**
 * The operating characteristic of the watch of a port.
 *
 * @param falseAlarmsPerPortMonth over all ports
 */
public record DetectorReport(
    List<DetectorRow> rows, List<QuietRow> quiet, double falseAlarmsPerPortMonth) {}
