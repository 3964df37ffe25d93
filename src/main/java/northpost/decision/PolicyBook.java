package northpost.decision;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Policy;

/**
 * All policies known, and which one applies to a capture. Of each policy counts the version that is
 * in force at the time of the capture: the latest, then the highest. Of these the most specific
 * scope wins, then the latest in force, then the stricter.
 */
public final class PolicyBook {
  private static final Comparator<Policy> LATEST_VERSION =
      Comparator.comparing(Policy::effectiveFrom).thenComparing(Policy::version);

  private final Policy systemDefault;
  private final List<Policy> policies;

  /**
   * @param systemDefault applies where nothing else does
   */
  public PolicyBook(Policy systemDefault, Collection<Policy> policies) {
    this.systemDefault = systemDefault;
    this.policies = List.copyOf(policies);
  }

  /**
   * The policy for a capture.
   *
   * @param galleryIds galleries that the comparison touched; of two gallery policies that are
   *     otherwise equal the stricter one wins
   */
  public Policy applying(Capture capture, List<String> galleryIds, ComparisonKind kind) {
    if (policies.isEmpty()) {
      return systemDefault;
    }
    return policies.stream()
        .filter(policy -> !policy.effectiveFrom().isAfter(capture.capturedAt()))
        .collect(Collectors.toMap(Policy::policyId, p -> p, BinaryOperator.maxBy(LATEST_VERSION)))
        .values()
        .stream()
        .filter(policy -> covers(policy, capture, galleryIds))
        .max(
            Comparator.comparing(Policy::scope)
                .thenComparing(Policy::effectiveFrom)
                .thenComparing(policy -> policy.threshold(kind))
                .thenComparing(Policy::policyId))
        .orElse(systemDefault);
  }

  private static boolean covers(Policy policy, Capture capture, List<String> galleryIds) {
    return switch (policy.scope()) {
      case SYSTEM -> true;
      case PORT -> Objects.equals(policy.scopeId(), capture.portCode());
      case CROSSING -> Objects.equals(policy.scopeId(), capture.crossingId());
      case LANE -> Objects.equals(policy.scopeId(), capture.laneId());
      case GALLERY -> galleryIds.contains(policy.scopeId());
    };
  }
}
