package northpost.testing;

import java.time.Instant;
import java.util.List;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.QualityLimits;

/** Builds policies for tests. */
public final class Policies {
  public static final QualityLimits LIMITS = new QualityLimits(24, 10, 45, 20, 240);

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
