package northpost.stream;

import northpost.domain.ComparisonKind;
import northpost.domain.FailureToAcquire;
import northpost.domain.Mode;
import northpost.domain.OfficerFinding;
import northpost.domain.Outcome;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SeededProbe;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;

/** The bytes of the domain's enums. A new constant goes to the end of its list. */
public final class DomainCodes {
  public static final EnumCodes<ComparisonKind> COMPARISON =
      EnumCodes.of(
          ComparisonKind.class,
          ComparisonKind.NONE,
          ComparisonKind.VERIFICATION,
          ComparisonKind.IDENTIFICATION);

  public static final EnumCodes<Mode> MODE =
      EnumCodes.of(
          Mode.class,
          Mode.UNKNOWN,
          Mode.PEDESTRIAN,
          Mode.VEHICLE,
          Mode.BUS,
          Mode.TRAIN,
          Mode.FERRY);

  public static final EnumCodes<Zone> ZONE =
      EnumCodes.of(Zone.class, Zone.UNKNOWN, Zone.PRE_PRIMARY, Zone.PRIMARY);

  public static final EnumCodes<TravellerClass> TRAVELLER_CLASS =
      EnumCodes.of(
          TravellerClass.class,
          TravellerClass.UNKNOWN,
          TravellerClass.US_CITIZEN,
          TravellerClass.LAWFUL_PERMANENT_RESIDENT,
          TravellerClass.FOREIGN_NATIONAL);

  static final EnumCodes<SeededProbe> SEEDED_PROBE =
      EnumCodes.of(
          SeededProbe.class, SeededProbe.UNKNOWN, SeededProbe.MATED, SeededProbe.NON_MATED);

  public static final EnumCodes<Outcome> OUTCOME =
      EnumCodes.of(
          Outcome.class,
          Outcome.UNKNOWN,
          Outcome.MATCH,
          Outcome.AMBIGUOUS,
          Outcome.NO_MATCH,
          Outcome.UNUSABLE,
          Outcome.OPTED_OUT,
          Outcome.UNAVAILABLE);

  static final EnumCodes<FailureToAcquire.Cause> FAILURE =
      EnumCodes.of(
          FailureToAcquire.Cause.class,
          FailureToAcquire.Cause.IMAGE_EMPTY,
          FailureToAcquire.Cause.IMAGE_NOT_RECOGNISED,
          FailureToAcquire.Cause.IMAGE_TOO_LARGE,
          FailureToAcquire.Cause.IMAGE_TRUNCATED,
          FailureToAcquire.Cause.NO_FACE,
          FailureToAcquire.Cause.SEVERAL_FACES,
          FailureToAcquire.Cause.EXTRACTION_FAILED);

  static final EnumCodes<ReferenceSource> REFERENCE_SOURCE =
      EnumCodes.of(
          ReferenceSource.class,
          ReferenceSource.UNKNOWN,
          ReferenceSource.PASSPORT,
          ReferenceSource.VISA,
          ReferenceSource.PRIOR_CROSSING,
          ReferenceSource.ENROLMENT);

  static final EnumCodes<ReferenceUpdate.Kind> REFERENCE_UPDATE =
      EnumCodes.of(
          ReferenceUpdate.Kind.class, ReferenceUpdate.Kind.ENROL, ReferenceUpdate.Kind.WITHDRAW);

  static final EnumCodes<OfficerFinding> FINDING =
      EnumCodes.of(
          OfficerFinding.class,
          OfficerFinding.UNKNOWN,
          OfficerFinding.NOT_REFERRED,
          OfficerFinding.AWAITED,
          OfficerFinding.CONFIRMED,
          OfficerFinding.OVERTURNED,
          OfficerFinding.INCONCLUSIVE,
          OfficerFinding.UNANSWERED);

  private DomainCodes() {}
}
