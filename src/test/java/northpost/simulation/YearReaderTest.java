package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.SourcePosition;
import northpost.source.CaptureArrival;
import northpost.source.CaptureValidation;
import northpost.source.PortRegistryYaml;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class YearReaderTest {
  private static final SimulatedYear YEAR = SimulatedYear.of(3, 2).withShare(.02);

  private static List<YearSplit> allParts() {
    List<YearSplit> splits = new ArrayList<>();
    for (int part = 0; part < YEAR.parts(); part++) {
      splits.add(new YearSplit(part, 0, 0));
    }
    return splits;
  }

  private static YearReader reader(List<YearSplit> splits) {
    YearReader reader =
        new YearReader(
            YEAR, new CaptureValidation(PortRegistryYaml.shipped(), Duration.ZERO, true));
    reader.addSplits(splits);
    reader.notifyNoMoreSplits();
    return reader;
  }

  private static void readAll(YearReader reader, Collected output) {
    while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {
      assertThat(reader.isAvailable()).isDone();
    }
  }

  @Test
  void readsAllPartsInTheOrderOfTimeAndRefusesNothing() {
    Collected output = new Collected();
    readAll(reader(allParts()), output);
    assertThat(output.arrivals).hasSizeGreaterThan(500);
    assertThat(output.arrivals).allSatisfy(a -> assertThat(a.rejection()).isNull());
    assertThat(output.timestamps).isSorted();
    assertThat(output.timestamps)
        .isEqualTo(
            output.arrivals.stream()
                .map(a -> a.sample().capture().capturedAt().toEpochMilli())
                .toList());
    assertThat(output.released).hasSize(YEAR.parts());
  }

  @Test
  void twoReadersOfACheckpointReadWhatOneHasLeft() throws Exception {
    Collected whole = new Collected();
    readAll(reader(allParts()), whole);
    YearReader interrupted = reader(allParts());
    Collected before = new Collected();
    for (int i = 0; i < 400; i++) {
      interrupted.pollNext(before);
    }
    SimpleVersionedSerializer<YearSplit> serializer =
        new SimulatedYearSource(YEAR).getSplitSerializer();
    List<YearSplit> even = new ArrayList<>();
    List<YearSplit> odd = new ArrayList<>();
    for (YearSplit split : interrupted.snapshotState(1)) {
      YearSplit restored =
          serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
      assertThat(restored).isEqualTo(split);
      (split.part() % 2 == 0 ? even : odd).add(restored);
    }
    Collected after = new Collected();
    readAll(reader(even), after);
    readAll(reader(odd), after);
    List<SourcePosition> positions = new ArrayList<>(before.positions());
    positions.addAll(after.positions());
    assertThat(positions).containsExactlyInAnyOrderElementsOf(whole.positions());
  }

  @Test
  void aPausedPartWaitsForTheOthers() {
    YearReader reader = reader(allParts());
    reader.pauseOrResumeSplits(List.of("0", "1", "2"), List.of());
    Collected output = new Collected();
    for (int i = 0; i < 50; i++) {
      reader.pollNext(output);
    }
    assertThat(output.positions()).allSatisfy(p -> assertThat(p.partition()).isEqualTo(3));
    reader.pauseOrResumeSplits(List.of("3"), List.of());
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    var available = reader.isAvailable();
    assertThat(available).isNotDone();
    reader.pauseOrResumeSplits(List.of(), List.of("0"));
    assertThat(available).isDone();
    reader.pollNext(output);
    assertThat(output.positions().get(50).partition()).isZero();
  }

  private static final class Collected implements ReaderOutput<CaptureArrival> {
    final List<CaptureArrival> arrivals = new ArrayList<>();
    final List<Long> timestamps = new ArrayList<>();
    final List<String> released = new ArrayList<>();

    List<SourcePosition> positions() {
      return arrivals.stream().map(a -> a.sample().position()).toList();
    }

    @Override
    public void collect(CaptureArrival arrival) {
      throw new AssertionError(arrival + ": without a time");
    }

    @Override
    public void collect(CaptureArrival arrival, long timestamp) {
      arrivals.add(arrival);
      timestamps.add(timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<CaptureArrival> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      released.add(splitId);
    }
  }
}
