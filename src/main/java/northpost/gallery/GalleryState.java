package northpost.gallery;

import java.util.List;
import northpost.domain.Reference;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The state of the gallery-match operator. Names and types are for ever: docs/state.md. */
public final class GalleryState {
  private GalleryState() {}

  /** referenceId → reference, per shard. An entry ends when it is withdrawn or expires. */
  public static MapStateDescriptor<String, Reference> references() {
    return new MapStateDescriptor<>(
        "references", Types.STRING, TypeInformation.of(Reference.class));
  }

  /**
   * Time of capture → probes that wait until the gallery is complete up to that time. Empty where
   * probes are answered on arrival.
   */
  public static MapStateDescriptor<Long, List<ProbeQuery>> waitingProbes() {
    return new MapStateDescriptor<>(
        "waiting-probes", Types.LONG, Types.LIST(TypeInformation.of(ProbeQuery.class)));
  }
}
