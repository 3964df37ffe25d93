package northpost.simulation;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import northpost.domain.CapturedSample;
import northpost.source.CaptureArrival;
import northpost.source.CaptureValidation;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Reads some parts of a year, always the one that is furthest behind in time. */
final class YearReader implements SourceReader<CaptureArrival, YearSplit> {
  private static final Comparator<YearCaptures> FIRST =
      Comparator.comparing(part -> part.peek(), YearHour.BY_TIME);

  private final SimulatedYear year;
  private final CaptureValidation validation;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, YearCaptures> parts = new TreeMap<>();
  private final Set<String> paused = new HashSet<>();
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private boolean allAssigned;

  YearReader(SimulatedYear year, CaptureValidation validation) {
    this.year = year;
    this.validation = validation;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<CaptureArrival> output) {
    String id = furthestBehind();
    if (id == null) {
      if (parts.isEmpty() && allAssigned) {
        return InputStatus.END_OF_INPUT;
      }
      available = new CompletableFuture<>();
      return InputStatus.NOTHING_AVAILABLE;
    }
    YearCaptures part = parts.get(id);
    CapturedSample sample = part.next();
    output
        .createOutputForSplit(id)
        .collect(
            validation.validate(sample, 0, clock.instant()),
            sample.capture().capturedAt().toEpochMilli());
    if (part.peek() == null) {
      parts.remove(id);
      output.releaseOutputForSplit(id);
    }
    return InputStatus.MORE_AVAILABLE;
  }

  private String furthestBehind() {
    String first = null;
    YearCaptures found = null;
    for (Map.Entry<String, YearCaptures> part : parts.entrySet()) {
      if (!paused.contains(part.getKey())
          && (found == null || FIRST.compare(part.getValue(), found) < 0)) {
        first = part.getKey();
        found = part.getValue();
      }
    }
    return first;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public void addSplits(List<YearSplit> splits) {
    for (YearSplit split : splits) {
      YearCaptures part = new YearCaptures(year, split);
      if (part.peek() != null) {
        parts.put(split.splitId(), part);
      }
    }
    available.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    allAssigned = true;
    available.complete(null);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
    paused.addAll(toPause);
    paused.removeAll(toResume);
    available.complete(null);
  }

  @Override
  public List<YearSplit> snapshotState(long checkpointId) {
    return parts.values().stream().map(YearCaptures::position).toList();
  }

  @Override
  public void close() {}
}
