package northpost.bench;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Gives out tickets when they are due. Checkpoints pass at any time. */
final class TicketSource
    implements Source<Long, NumberSequenceSplit, Collection<NumberSequenceSplit>> {
  private static final long serialVersionUID = 1;

  private final Given given;
  // Only for the types of splits, of which none is ever asked for.
  private final NumberSequenceSource splits = new NumberSequenceSource(0, 0);

  TicketSource(Given given) {
    this.given = given;
  }

  /** Finds the tickets in the process that Flink runs in. */
  interface Given extends Serializable {
    Tickets tickets();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) {
    return splits.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context,
      Collection<NumberSequenceSplit> checkpoint) {
    return splits.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return splits.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return splits.getEnumeratorCheckpointSerializer();
  }

  @Override
  public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new Reader(given.tickets(), context.getIndexOfSubtask(), context.currentParallelism());
  }

  private static final class Reader implements SourceReader<Long, NumberSequenceSplit> {
    private final Tickets tickets;
    private final int index;
    private final int readers;
    private long next;

    Reader(Tickets tickets, int index, int readers) {
      this.tickets = tickets;
      this.index = index;
      this.readers = readers;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Long> output) {
      Tickets.Round round = tickets.round();
      skipOthers(round);
      if (next >= round.end() || round.due(next) > System.nanoTime()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      output.collect(next++);
      tickets.giveOut();
      return InputStatus.MORE_AVAILABLE;
    }

    private void skipOthers(Tickets.Round round) {
      while (next < round.end() && !tickets.belongs(next, round, index, readers)) {
        next++;
      }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      Tickets.Round round = tickets.round();
      skipOthers(round);
      if (next >= round.end()) {
        return round.next();
      }
      long wait = round.due(next) - System.nanoTime();
      return wait <= 0
          ? CompletableFuture.completedFuture(null)
          : new CompletableFuture<Void>().completeOnTimeout(null, wait, TimeUnit.NANOSECONDS);
    }

    @Override
    public void start() {}

    @Override
    public List<NumberSequenceSplit> snapshotState(long checkpointId) {
      return List.of();
    }

    @Override
    public void addSplits(List<NumberSequenceSplit> ignored) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }
}
