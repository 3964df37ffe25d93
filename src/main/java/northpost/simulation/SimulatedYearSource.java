package northpost.simulation;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import northpost.source.CaptureArrival;
import northpost.source.CaptureValidation;
import northpost.source.PortRegistryYaml;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The captures of a {@link SimulatedYear} as a bounded source: drawn where they are read, validated
 * as the captures of a file are. Each part is a split, in the order of time; a reader takes from
 * its splits what comes first. A checkpoint holds three numbers a split.
 */
public final class SimulatedYearSource
    implements Source<CaptureArrival, YearSplit, List<YearSplit>> {
  private static final long serialVersionUID = 1;

  private final SimulatedYear year;

  public SimulatedYearSource(SimulatedYear year) {
    this.year = year;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<CaptureArrival, YearSplit> createReader(SourceReaderContext context) {
    return new YearReader(
        year, new CaptureValidation(PortRegistryYaml.shipped(), Duration.ZERO, true));
  }

  @Override
  public SplitEnumerator<YearSplit, List<YearSplit>> createEnumerator(
      SplitEnumeratorContext<YearSplit> context) {
    return restoreEnumerator(
        context,
        IntStream.range(0, year.parts()).mapToObj(part -> new YearSplit(part, 0, 0)).toList());
  }

  @Override
  public SplitEnumerator<YearSplit, List<YearSplit>> restoreEnumerator(
      SplitEnumeratorContext<YearSplit> context, List<YearSplit> checkpoint) {
    return new YearEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<YearSplit> getSplitSerializer() {
    return YearSplitSerializer.ofOne();
  }

  @Override
  public SimpleVersionedSerializer<List<YearSplit>> getEnumeratorCheckpointSerializer() {
    return YearSplitSerializer.ofSeveral();
  }
}
