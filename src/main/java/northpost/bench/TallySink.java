package northpost.bench;

import northpost.domain.Decision;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Counts the decisions of a feed. */
final class TallySink implements Sink<Decision> {
  private static final long serialVersionUID = 1;

  private final String feed;

  TallySink(String feed) {
    this.feed = feed;
  }

  @Override
  public SinkWriter<Decision> createWriter(WriterInitContext context) {
    Feed running = Feed.of(feed);
    return new SinkWriter<>() {
      @Override
      public void write(Decision decision, Context where) {
        running.tally().add(decision);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
