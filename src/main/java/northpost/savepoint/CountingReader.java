package northpost.savepoint;

import java.time.Instant;
import java.util.List;
import northpost.domain.Reference;
import northpost.gallery.GalleryState;
import northpost.gallery.ProbeQuery;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** Counts each shard where it is read, in parts of bounded size, so that no gallery is held. */
final class CountingReader extends KeyedStateReaderFunction<Integer, GalleryCounts> {
  private static final long serialVersionUID = 1;

  /** A part goes to the client in one piece, which Flink bounds to 2 MiB. */
  private static final int REFERENCES_PER_PART = 65_536;

  private final Instant now;
  private final boolean withProbes;

  // -- runtime
  private transient MapState<String, Reference> references;
  private transient MapState<Long, List<ProbeQuery>> waiting;

  /**
   * @param now when a reference has expired
   * @param withProbes whether the savepoint has the state of waiting probes
   */
  CountingReader(Instant now, boolean withProbes) {
    this.now = now;
    this.withProbes = withProbes;
  }

  @Override
  public void open(OpenContext context) {
    references = getRuntimeContext().getMapState(GalleryState.references());
    if (withProbes) {
      waiting = getRuntimeContext().getMapState(GalleryState.waitingProbes());
    }
  }

  @Override
  public void readKey(Integer shardKey, Context ctx, Collector<GalleryCounts> out)
      throws Exception {
    GalleryTally tally = new GalleryTally(shardKey, now, REFERENCES_PER_PART);
    for (Reference reference : references.values()) {
      if (tally.full()) {
        out.collect(tally.counts(0));
        tally = new GalleryTally(shardKey, now, REFERENCES_PER_PART);
      }
      tally.add(reference);
    }
    out.collect(tally.counts(withProbes ? probes() : 0));
  }

  private long probes() throws Exception {
    long probes = 0;
    for (List<ProbeQuery> queries : waiting.values()) {
      probes += queries.size();
    }
    return probes;
  }
}
