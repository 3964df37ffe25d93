package northpost.sink;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the sink reports of itself. */
final class SinkMetrics {
  private static final int BULKS_REMEMBERED = 1000;

  private final SinkWriterMetricGroup group;

  /** Flink's own, which the web page shows as records and bytes sent. */
  private final Counter recordsSent;

  private final Counter bytesSent;
  private final Counter documentsSent;
  private final Counter documentsStale;
  private final Counter documentsRefused;
  private final Counter bulkRequests;
  private final Counter bulkRetries;
  private final Counter backPressureEpisodes;
  private final Histogram bulkHistogram;
  // Read by the reporter's thread.
  private volatile long bulkMillis;

  SinkMetrics(SinkWriterMetricGroup group) {
    this.group = group;
    this.recordsSent = group.getNumRecordsSendCounter();
    this.bytesSent = group.getNumBytesSendCounter();
    this.documentsSent = group.counter("documentsSent");
    this.documentsStale = group.counter("documentsStale");
    this.documentsRefused = group.counter("documentsRefused");
    this.bulkRequests = group.counter("bulkRequests");
    this.bulkRetries = group.counter("bulkRetries");
    this.backPressureEpisodes = group.counter("backPressureEpisodes");
    bulkHistogram =
        group.histogram("bulkMillis", new DescriptiveStatisticsHistogram(BULKS_REMEMBERED));
    group.setCurrentSendTimeGauge(() -> bulkMillis);
  }

  void gauge(String name, LongSupplier value) {
    group.gauge(name, (Gauge<Long>) value::getAsLong);
  }

  void gauge(String name, Supplier<String> value) {
    group.gauge(name, (Gauge<String>) value::get);
  }

  void answered(long millis) {
    bulkRequests.inc();
    bulkMillis = millis;
    bulkHistogram.update(millis);
  }

  void sent(long bytes) {
    recordsSent.inc();
    bytesSent.inc(bytes);
    documentsSent.inc();
  }

  void stale() {
    documentsStale.inc();
  }

  void refused() {
    documentsRefused.inc();
    group.getNumRecordsSendErrorsCounter().inc();
  }

  void retried() {
    bulkRetries.inc();
  }

  void backPressure() {
    backPressureEpisodes.inc();
  }
}
