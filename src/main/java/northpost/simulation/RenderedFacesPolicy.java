package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.QualityLimits;
import northpost.synthetic.PopulationPlan;

/** The decision policy for rendered faces. Never to be used for photos of real people. */
public final class RenderedFacesPolicy {
  private static final Instant SINCE = Instant.parse("2000-01-01T00:00:00Z");

  /** Rendered photos are all of one kind: nothing is refused but what cannot be compared. */
  private static final QualityLimits QUALITY = new QualityLimits(20, 0, 90, 0, 255);

  /** Rendered photos through a clear lens have 40 and more; docs/scenarios.md. */
  private static final QualityLimits SHARP = new QualityLimits(20, 25, 90, 0, 255);

  /**
   * Of 180 rendered people whom nobody selected, at the score of the plan; docs/rendered-faces.md.
   */
  private static final double MEASURED_FMR = .0035;

  private static final long MEASURED_FMR_PAIRS = 96_660;

  private RenderedFacesPolicy() {}

  public static Policy of(PopulationPlan plan, String galleryId) {
    return of(plan, galleryId, QUALITY);
  }

  /** Where cameras have faults: what is too blurred to be compared is refused. */
  static Policy refusingBlur(PopulationPlan plan, String galleryId) {
    return of(plan, galleryId, SHARP);
  }

  private static Policy of(PopulationPlan plan, String galleryId, QualityLimits quality) {
    return new Policy(
            galleryId,
            1,
            PolicyScope.GALLERY,
            galleryId,
            SINCE,
            plan.matchScore(),
            plan.matchScore(),
            plan.marginScore(),
            quality,
            Duration.ofHours(12).toMillis(),
            Duration.ofDays(14).toMillis(),
            true,
            List.of("simulation-first", "simulation-second"),
            "For rendered faces only, selected to be apart; says nothing about real faces"
                + " (docs/rendered-faces.md)")
        .measured(MEASURED_FMR, MEASURED_FMR_PAIRS);
  }
}
