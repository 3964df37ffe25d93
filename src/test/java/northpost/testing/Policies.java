package northpost.testing;

import java.time.Instant;
import java.util.List;
import northpost.domain.MeasuredFmr;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.QualityLimits;
import northpost.source.FmrLimit;

/** Builds policies for tests. */
public final class Policies {
  public static final QualityLimits LIMITS = new QualityLimits(24, 10, 45, 20, 240);

  /** A limit that refuses nothing: for tests that are about something else. */
  public static final FmrLimit ANY_FMR = new FmrLimit(1, () -> List.of(new MeasuredFmr(0, 1, 1)));

  private Policies() {}

  public static Policy system() {
    return policy("system-default", 1, PolicyScope.SYSTEM, null, Instant.EPOCH, 0.8);
  }

  public static Policy policy(
      String id, int version, PolicyScope scope, String scopeId, Instant from, double threshold) {
    return new Policy(
        id,
        version,
        scope,
        scopeId,
        from,
        threshold,
        threshold,
        0.05,
        LIMITS,
        43_200_000L,
        1_209_600_000L,
        true,
        List.of("officer-a", "officer-b"),
        null);
  }
}
