package northpost.savepoint;

import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.gallery.GalleryState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * The references of a savepoint as enrolments. Flink's reader holds those of one shard at a time;
 * whoever runs the job has room for that.
 */
final class ReferenceReader extends KeyedStateReaderFunction<Integer, ReferenceUpdate> {
  private static final long serialVersionUID = 1;

  private final String location;

  // -- runtime
  private transient MapState<String, Reference> references;

  ReferenceReader(GallerySavepoint savepoint) {
    location = savepoint.location();
  }

  @Override
  public void open(OpenContext context) {
    references = getRuntimeContext().getMapState(GalleryState.references());
  }

  @Override
  public void readKey(Integer shardKey, Context ctx, Collector<ReferenceUpdate> out)
      throws Exception {
    SourcePosition position = new SourcePosition(location, 0, 0);
    for (Reference reference : references.values()) {
      out.collect(
          new ReferenceUpdate(
              reference.referenceId(), ReferenceUpdate.Kind.ENROL, reference, null, position));
    }
  }
}
