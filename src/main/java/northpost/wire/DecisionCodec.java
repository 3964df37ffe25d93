package northpost.wire;

import java.util.ArrayList;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.domain.QualityMeasure;

/**
 * Decisions to and from {@link DecisionRecord}. The digest of the photo does not leave the job: a
 * decoded decision has none.
 */
public final class DecisionCodec {
  private static final SingleObject<DecisionRecord> WIRE = SingleObject.of(DecisionRecord.class);

  private DecisionCodec() {}

  public static byte[] encode(Decision d) {
    Capture c = d.capture();
    DecisionRecord r = new DecisionRecord();
    r.setCaptureId(c.captureId());
    r.setEncounterId(c.encounterId());
    r.setConveyanceId(c.conveyanceId());
    r.setPortCode(c.portCode());
    r.setCrossingId(c.crossingId());
    r.setLaneId(c.laneId());
    r.setCameraId(c.cameraId());
    r.setMode(EnumNames.to(Mode.class, c.mode()));
    r.setZone(EnumNames.to(Zone.class, c.zone()));
    r.setTravellerClass(EnumNames.to(TravellerClass.class, c.travellerClass()));
    r.setOccupantsPresent(c.occupantsPresent());
    r.setOutcome(EnumNames.to(DecisionOutcome.class, d.outcome()));
    r.setReason(d.reason());
    r.setReasonDetail(d.reasonDetail());
    r.setComparison(EnumNames.to(ComparisonKind.class, d.comparison()));
    r.setPresentedReferenceId(c.presentedReferenceId());
    r.setGalleryId(c.galleryId());
    r.setCandidates(
        d.candidates().stream()
            .map(x -> new CandidateRecord(x.referenceId(), x.subjectId(), x.score()))
            .toList());
    r.setThreshold(d.threshold());
    r.setMargin(d.margin());
    r.setPolicyId(d.policyId());
    r.setPolicyVersion(d.policyVersion());
    r.setModelId(d.modelId());
    r.setQuality(
        d.quality().stream().map(q -> new QualityMeasureRecord(q.measure(), q.value())).toList());
    r.setPresentationAttack(PresentationAttack.NOT_ASSESSED);
    r.setCapturedAt(c.capturedAt());
    r.setDecidedAt(d.decidedAt());
    r.setTransportLatencyMillis(d.transportLatencyMillis());
    r.setAcquisitionLatencyMillis(d.acquisitionLatencyMillis());
    r.setComparisonLatencyMillis(d.comparisonLatencyMillis());
    r.setTotalLatencyMillis(d.totalLatencyMillis());
    r.setSeededProbe(EnumNames.to(SeededProbe.class, c.seededProbe()));
    return WIRE.encode(r);
  }

  /**
   * The decision of a message. Whether the traveller opted out is told by the outcome.
   *
   * @throws WireException when it cannot be read
   */
  public static Decision decode(byte[] message) throws WireException {
    DecisionRecord r = WIRE.decode(message);
    Outcome outcome = EnumNames.to(Outcome.class, r.getOutcome());
    Capture capture =
        new Capture(
            r.getCaptureId(),
            r.getEncounterId(),
            r.getConveyanceId(),
            r.getPortCode(),
            r.getCrossingId(),
            r.getLaneId(),
            r.getCameraId(),
            EnumNames.to(northpost.domain.Mode.class, r.getMode()),
            EnumNames.to(northpost.domain.Zone.class, r.getZone()),
            r.getCapturedAt(),
            r.getPresentedReferenceId(),
            r.getGalleryId(),
            r.getOccupantsPresent(),
            EnumNames.to(northpost.domain.TravellerClass.class, r.getTravellerClass()),
            outcome == Outcome.OPTED_OUT,
            EnumNames.to(northpost.domain.SeededProbe.class, r.getSeededProbe()));
    List<Candidate> candidates = new ArrayList<>();
    for (CandidateRecord c : r.getCandidates()) {
      candidates.add(new Candidate(c.getReferenceId(), c.getSubjectId(), c.getScore()));
    }
    List<QualityMeasure> quality = new ArrayList<>();
    for (QualityMeasureRecord q : r.getQuality()) {
      quality.add(new QualityMeasure(q.getMeasure(), q.getValue()));
    }
    return new Decision(
        capture,
        outcome,
        r.getReason(),
        r.getReasonDetail(),
        EnumNames.to(northpost.domain.ComparisonKind.class, r.getComparison()),
        candidates,
        r.getThreshold(),
        r.getMargin(),
        r.getPolicyId(),
        r.getPolicyVersion(),
        r.getModelId(),
        quality,
        null,
        r.getDecidedAt(),
        r.getTransportLatencyMillis(),
        r.getAcquisitionLatencyMillis(),
        r.getComparisonLatencyMillis(),
        r.getTotalLatencyMillis());
  }
}
