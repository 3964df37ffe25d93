package northpost.gallery;

import java.util.List;
import northpost.domain.Reference;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/** The state of the gallery-match operator. Names and types are for ever: docs/state.md. */
public final class GalleryState {
  private GalleryState() {}

  /** referenceId → reference, per shard. An entry ends when it is withdrawn or expires. */
  public static MapStateDescriptor<String, Reference> references() {
    return new MapStateDescriptor<>(
        "references", StringSerializer.INSTANCE, ReferenceSerializer.INSTANCE);
  }

  /**
   * Time of capture → probes that wait until the gallery is complete up to that time, under each
   * shard that is to answer, so that they are right at another parallelism too. Empty where probes
   * are answered on arrival.
   */
  public static MapStateDescriptor<Long, List<ProbeQuery>> waitingProbes() {
    return new MapStateDescriptor<>(
        "waiting-probes", Types.LONG, Types.LIST(TypeInformation.of(ProbeQuery.class)));
  }

  /**
   * Whether all references that were there when the job first started are in the gallery: one entry
   * a subtask, for all to read. None in a savepoint of {@code gallery bootstrap} or {@code gallery
   * reshard}, whose gallery is whole.
   */
  public static ListStateDescriptor<Boolean> loaded() {
    return new ListStateDescriptor<>("gallery-loaded", Types.BOOLEAN);
  }
}
