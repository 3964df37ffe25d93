package northpost.savepoint;

import java.util.List;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.gallery.GalleryState;
import northpost.gallery.ProbeQuery;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * The references of a savepoint as enrolments. Flink's reader holds those of one shard at a time;
 * whoever runs the job has room for that. A probe that waits stops it.
 */
final class ReferenceReader extends KeyedStateReaderFunction<Integer, ReferenceUpdate> {
  private static final long serialVersionUID = 1;

  private final String location;
  private final boolean withProbes;

  // -- runtime
  private transient MapState<String, Reference> references;
  private transient MapState<Long, List<ProbeQuery>> waiting;

  ReferenceReader(GallerySavepoint savepoint) {
    location = savepoint.location();
    withProbes =
        savepoint.states(GallerySavepoint.GALLERY).contains(GalleryState.waitingProbes().getName());
  }

  @Override
  public void open(OpenContext context) {
    references = getRuntimeContext().getMapState(GalleryState.references());
    if (withProbes) {
      waiting = getRuntimeContext().getMapState(GalleryState.waitingProbes());
    }
  }

  @Override
  public void readKey(Integer shardKey, Context ctx, Collector<ReferenceUpdate> out)
      throws Exception {
    if (withProbes && !waiting.isEmpty()) {
      throw new SavepointRefusedException(
          "savepoint "
              + location
              + ": got probes that wait at shard key "
              + shardKey
              + ", expected none: let the job answer them and take the savepoint then");
    }
    SourcePosition position = new SourcePosition(location, 0, 0);
    for (Reference reference : references.values()) {
      out.collect(
          new ReferenceUpdate(
              reference.referenceId(), ReferenceUpdate.Kind.ENROL, reference, null, position));
    }
  }
}
