package northpost.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/** Deals the parts of a year out evenly among the readers. */
final class YearEnumerator implements SplitEnumerator<YearSplit, List<YearSplit>> {
  private final SplitEnumeratorContext<YearSplit> context;
  private final List<YearSplit> unassigned;

  YearEnumerator(SplitEnumeratorContext<YearSplit> context, List<YearSplit> unassigned) {
    this.context = context;
    this.unassigned = new ArrayList<>(unassigned);
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    List<YearSplit> own =
        unassigned.stream()
            .filter(split -> split.part() % context.currentParallelism() == subtask)
            .toList();
    if (!own.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(Map.of(subtask, own)));
      unassigned.removeAll(own);
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {}

  @Override
  public void addSplitsBack(List<YearSplit> splits, int subtask) {
    unassigned.addAll(splits);
  }

  @Override
  public List<YearSplit> snapshotState(long checkpointId) {
    return List.copyOf(unassigned);
  }

  @Override
  public void close() {}
}
