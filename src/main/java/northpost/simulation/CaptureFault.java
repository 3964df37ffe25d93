package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import northpost.scoring.PlantedAnomaly;

/** Something is wrong for a time with all captures of a place. */
final class CaptureFault implements Fault {
  /** How much lower mated scores are through a lens that is as good as blind. */
  private static final double FOG_LOSS = .06;

  /** Mated scores so much lower never match. */
  private static final double BLIND_LOSS = .12;

  /** Numbers of faces that belong to nobody. */
  private static final int NOBODY = 1_000_000_000;

  /** What was held back comes within this share of the time it was held back. */
  private static final double BURST = .02;

  private final FaultPlan plan;
  private final FaultPlan.Window window;
  private final String id;
  private final long purpose;

  /**
   * @param purpose a number of its own for its random numbers
   */
  CaptureFault(FaultPlan plan, FaultPlan.Window window, String id, long purpose) {
    this.plan = plan;
    this.window = window;
    this.id = id;
    this.purpose = purpose;
  }

  @Override
  public Staged change(Staged staged) {
    return window.holds(staged.at()) && plan.place().holds(staged.capture())
        ? changed(staged)
        : staged;
  }

  private Staged changed(Staged s) {
    return switch (plan.kind()) {
      case CAMERA_DEAD -> null;
      case LENS_FOGGED -> {
        double fog = plan.number("fog") * window.progress(s.at());
        yield s.through(s.lens().fogged(fog, FOG_LOSS * fog));
      }
      case SCORE_DRIFT -> s.through(s.lens().worse(plan.number("loss")));
      case POOR_LIGHT -> meets(s, "share") ? s.through(s.lens().darker(BLIND_LOSS)) : s;
      case CLOCK_SKEW -> s.dated(s.at().plusSeconds((long) plan.number("seconds")));
      case NETWORK_OUTAGE -> s.received(afterOutage(s));
      case SLOW_LINK ->
          s.received(s.receivedAt().plusMillis((long) (1000 * plan.number("seconds"))));
      case GALLERY_HALF_LOADED -> s.compares() && meets(s, "share") ? notLoaded(s) : s;
      case REFERENCES_EXPIRED ->
          s.capture().presentedReferenceId() != null && !s.truth().stranger() && meets(s, "share")
              ? s.presenting(expiredId(s.capture().presentedReferenceId()))
              : s;
      case MODEL_MISMATCH -> s.compares() && meets(s, "share") ? s.byOtherModel() : s;
      default -> throw new IllegalStateException(plan.kind() + " changes no capture");
    };
  }

  private boolean meets(Staged s, String share) {
    return s.chance(purpose).happens(plan.number(share));
  }

  private Instant afterOutage(Staged s) {
    double held = Duration.between(window.start(), s.at()).toMillis() * BURST;
    return window
        .end()
        .plusMillis(Duration.between(s.at(), s.receivedAt()).toMillis() + (long) held);
  }

  private static Staged notLoaded(Staged s) {
    return s.capture().presentedReferenceId() != null
        ? s.presenting(s.capture().presentedReferenceId() + "-not-loaded")
        : s.searchedInVain(Traveller.drawnStranger(NOBODY + s.face().number(), 0));
  }

  /** The id of the passport that a traveller had before. */
  static String expiredId(String referenceId) {
    return referenceId + "-before";
  }

  @Override
  public Optional<PlantedAnomaly> planted() {
    return Optional.of(Planting.of(plan, window, id));
  }
}
