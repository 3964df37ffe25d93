package northpost.wire;

import northpost.domain.Adjudication;

/** Adjudications to and from {@link AdjudicationRecord}. */
public final class AdjudicationCodec {
  private static final SingleObject<AdjudicationRecord> WIRE =
      SingleObject.of(AdjudicationRecord.class);

  private AdjudicationCodec() {}

  public static byte[] encode(Adjudication a) {
    return WIRE.encode(
        new AdjudicationRecord(
            a.encounterId(),
            a.captureId(),
            EnumNames.to(AdjudicationOutcome.class, a.outcome()),
            a.adjudicatedAt(),
            a.officer()));
  }

  /**
   * The adjudication of a message.
   *
   * @throws WireException when the message cannot be read
   */
  public static Adjudication decode(byte[] message) throws WireException {
    AdjudicationRecord r = WIRE.decode(message);
    return new Adjudication(
        r.getEncounterId(),
        r.getCaptureId(),
        EnumNames.to(northpost.domain.AdjudicationOutcome.class, r.getOutcome()),
        r.getAdjudicatedAt(),
        r.getOfficer());
  }
}
