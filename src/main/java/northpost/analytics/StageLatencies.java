package northpost.analytics;

import northpost.domain.Decision;
import northpost.domain.LatencySketches;

/** Latencies of any number of captures, by stage; adds up. */
final class StageLatencies {
  private long captures;
  private final LatencySketch total;
  private final LatencySketch transport;
  private final LatencySketch acquisition;
  private final LatencySketch comparison;
  private long queueAgeMillis;

  StageLatencies() {
    this(0, new LatencySketch(), new LatencySketch(), new LatencySketch(), new LatencySketch(), 0);
  }

  private StageLatencies(
      long captures,
      LatencySketch total,
      LatencySketch transport,
      LatencySketch acquisition,
      LatencySketch comparison,
      long queueAgeMillis) {
    this.captures = captures;
    this.total = total;
    this.transport = transport;
    this.acquisition = acquisition;
    this.comparison = comparison;
    this.queueAgeMillis = queueAgeMillis;
  }

  static StageLatencies of(LatencySketches s) {
    return new StageLatencies(
        s.captures(),
        LatencySketch.of(s.total()),
        LatencySketch.of(s.transport()),
        LatencySketch.of(s.acquisition()),
        LatencySketch.of(s.comparison()),
        s.queueAgeMillis());
  }

  void add(Decision d) {
    captures++;
    total.add(d.totalLatencyMillis());
    transport.add(d.transportLatencyMillis());
    acquisition.add(d.acquisitionLatencyMillis());
    comparison.add(d.comparisonLatencyMillis());
    queueAgeMillis =
        Math.max(queueAgeMillis, d.acquisitionLatencyMillis() + d.comparisonLatencyMillis());
  }

  void add(StageLatencies o) {
    captures += o.captures;
    total.add(o.total);
    transport.add(o.transport);
    acquisition.add(o.acquisition);
    comparison.add(o.comparison);
    queueAgeMillis = Math.max(queueAgeMillis, o.queueAgeMillis);
  }

  long captures() {
    return captures;
  }

  LatencySketch total() {
    return total;
  }

  LatencySketch transport() {
    return transport;
  }

  LatencySketch acquisition() {
    return acquisition;
  }

  LatencySketch comparison() {
    return comparison;
  }

  long queueAgeMillis() {
    return queueAgeMillis;
  }

  LatencySketches toSketches() {
    return new LatencySketches(
        captures,
        total.toBytes(),
        transport.toBytes(),
        acquisition.toBytes(),
        comparison.toBytes(),
        queueAgeMillis);
  }
}
