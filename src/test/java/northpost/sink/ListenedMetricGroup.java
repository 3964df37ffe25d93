package northpost.sink;

import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.ProxyMetricGroup;

/** An operator's metric group whose metrics a test can read. */
final class ListenedMetricGroup extends ProxyMetricGroup<MetricGroup>
    implements OperatorMetricGroup {
  private final OperatorIOMetricGroup io = UnregisteredMetricsGroup.createOperatorIOMetricGroup();

  ListenedMetricGroup(MetricGroup group) {
    super(group);
  }

  @Override
  public OperatorIOMetricGroup getIOMetricGroup() {
    return io;
  }
}
