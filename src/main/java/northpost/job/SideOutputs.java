package northpost.job;

import northpost.domain.Capture;
import northpost.domain.DeadLetter;
import northpost.domain.Probe;
import northpost.gallery.AskedProbe;
import northpost.gallery.CandidateList;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The side outputs of the topology. */
public final class SideOutputs {
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** Probes of travellers who opted out: they go round the face pipeline. */
  static final OutputTag<Probe> OPTED_OUT = new OutputTag<>("opted-out", StreamTypes.PROBE);

  /** Probes of which the gallery is asked, on their way round it to the merge. */
  static final OutputTag<AskedProbe> ASKED = new OutputTag<>("asked", StreamTypes.ASKED_PROBE);

  /** Probes that are decided without a comparison. */
  static final OutputTag<CandidateList> NOT_COMPARED =
      new OutputTag<>("not-compared", StreamTypes.CANDIDATE_LIST);

  /** Captures that came again, for the count of them. */
  static final OutputTag<Capture> DUPLICATES =
      new OutputTag<>("duplicates", TypeInformation.of(Capture.class));

  private SideOutputs() {}
}
