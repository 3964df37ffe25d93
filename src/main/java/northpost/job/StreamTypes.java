package northpost.job;

import northpost.analytics.FunnelChange;
import northpost.analytics.FunnelChangeLayout;
import northpost.domain.CameraMinute;
import northpost.domain.CapturedSample;
import northpost.domain.ConveyanceUpdate;
import northpost.domain.Decision;
import northpost.domain.EncounterUpdate;
import northpost.domain.FunnelWindow;
import northpost.domain.LatencyWindow;
import northpost.domain.Probe;
import northpost.domain.ReferenceUpdate;
import northpost.encounter.EncounterCapture;
import northpost.encounter.EncounterCaptureLayout;
import northpost.gallery.AskedProbe;
import northpost.gallery.AskedProbeLayout;
import northpost.gallery.CandidateList;
import northpost.gallery.CandidateListLayout;
import northpost.gallery.ProbeQuery;
import northpost.gallery.ProbeQueryLayout;
import northpost.gallery.ShardAnswer;
import northpost.gallery.ShardAnswerLayout;
import northpost.sink.Document;
import northpost.sink.DocumentLayout;
import northpost.stream.CameraMinuteLayout;
import northpost.stream.CapturedSampleLayout;
import northpost.stream.ConveyanceUpdateLayout;
import northpost.stream.DecisionLayout;
import northpost.stream.EncounterUpdateLayout;
import northpost.stream.FunnelWindowLayout;
import northpost.stream.LatencyWindowLayout;
import northpost.stream.ProbeLayout;
import northpost.stream.RecordTypeInfo;
import northpost.stream.ReferenceUpdateLayout;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The types of the records that come once for each capture or reference, in the order of the data.
 * Rarer records are POJOs of Flink.
 */
public final class StreamTypes {
  public static final TypeInformation<CapturedSample> CAPTURED_SAMPLE =
      new RecordTypeInfo<>(new CapturedSampleLayout());

  public static final TypeInformation<Probe> PROBE = new RecordTypeInfo<>(new ProbeLayout());

  public static final TypeInformation<ReferenceUpdate> REFERENCE_UPDATE =
      new RecordTypeInfo<>(new ReferenceUpdateLayout());

  static final TypeInformation<ProbeQuery> PROBE_QUERY =
      new RecordTypeInfo<>(new ProbeQueryLayout());

  static final TypeInformation<AskedProbe> ASKED_PROBE =
      new RecordTypeInfo<>(new AskedProbeLayout());

  static final TypeInformation<ShardAnswer> SHARD_ANSWER =
      new RecordTypeInfo<>(new ShardAnswerLayout());

  static final TypeInformation<CandidateList> CANDIDATE_LIST =
      new RecordTypeInfo<>(new CandidateListLayout());

  static final TypeInformation<Decision> DECISION = new RecordTypeInfo<>(new DecisionLayout());

  static final TypeInformation<EncounterUpdate> ENCOUNTER_UPDATE =
      new RecordTypeInfo<>(new EncounterUpdateLayout());

  static final TypeInformation<EncounterCapture> ENCOUNTER_CAPTURE =
      new RecordTypeInfo<>(new EncounterCaptureLayout());

  static final TypeInformation<ConveyanceUpdate> CONVEYANCE_UPDATE =
      new RecordTypeInfo<>(new ConveyanceUpdateLayout());

  static final TypeInformation<CameraMinute> CAMERA_MINUTE =
      new RecordTypeInfo<>(new CameraMinuteLayout());

  static final TypeInformation<FunnelChange> FUNNEL_CHANGE =
      new RecordTypeInfo<>(new FunnelChangeLayout());

  static final TypeInformation<FunnelWindow> FUNNEL_WINDOW =
      new RecordTypeInfo<>(new FunnelWindowLayout());

  static final TypeInformation<LatencyWindow> LATENCY_WINDOW =
      new RecordTypeInfo<>(new LatencyWindowLayout());

  public static final TypeInformation<Document> DOCUMENT =
      new RecordTypeInfo<>(new DocumentLayout());

  private StreamTypes() {}
}
