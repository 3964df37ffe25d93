package northpost.source;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import northpost.domain.MeasuredFmr;
import northpost.domain.Policy;
import northpost.domain.Rate;

/**
 * Holds the thresholds of a policy against what was measured: a threshold passes when the FMR
 * measured at it, or at a lower one, has an upper 95 % bound within the limit. A rate that so few
 * pairs were compared for that its bound is wide does not pass however low it is.
 */
public final class FmrLimit implements Serializable {
  private static final long serialVersionUID = 1;

  private final double limit;
  private final Evidence evidence;

  /** Where the measurements of the network in use come from; asked where policies are read. */
  @FunctionalInterface
  public interface Evidence extends Serializable {
    /** In any order; empty when nothing was measured. */
    List<MeasuredFmr> measured();
  }

  /**
   * @param limit highest upper bound of the FMR of a single comparison, 0 to 1
   */
  public FmrLimit(double limit, Evidence evidence) {
    this.limit = limit;
    this.evidence = evidence;
  }

  /** Why a policy is refused, with the numbers; empty when it passes. */
  public Optional<String> refusal(Policy policy) {
    if (policy.measuredFmr() != null) {
      return ofOwnEvidence(policy);
    }
    return refusal("verificationThreshold", policy.verificationThreshold())
        .or(() -> refusal("identificationThreshold", policy.identificationThreshold()));
  }

  private Optional<String> ofOwnEvidence(Policy policy) {
    long pairs = policy.measuredFmrPairs();
    Rate rate = Rate.of(Math.round(policy.measuredFmr() * pairs), pairs);
    return rate.upper() <= limit
        ? Optional.empty()
        : Optional.of("measuredFmr: got " + text(rate) + ", expected " + bound());
  }

  private Optional<String> refusal(String field, double threshold) {
    List<MeasuredFmr> measured = evidence.measured();
    Optional<MeasuredFmr> lowest =
        measured.stream()
            .filter(m -> m.rate().upper() <= limit)
            .min(Comparator.comparing(MeasuredFmr::threshold));
    if (lowest.isPresent() && threshold >= lowest.get().threshold()) {
      return Optional.empty();
    }
    // FMR falls as the threshold rises: what was measured lower down bounds it here.
    String here =
        measured.stream()
            .filter(m -> m.threshold() <= threshold)
            .max(Comparator.comparing(MeasuredFmr::threshold))
            .map(m -> "FMR " + text(m.rate()) + " measured at " + m.threshold())
            .orElse("no FMR measured at it or below");
    String expected =
        lowest
            .map(m -> "at least " + m.threshold() + ", FMR " + text(m.rate()) + ", for " + bound())
            .orElse("a threshold measured with " + bound() + "; there is none for this network");
    return Optional.of(field + ": got " + threshold + " (" + here + "), expected " + expected);
  }

  private String bound() {
    return "an upper bound of at most " + percent(limit) + " (northpost.policy.max-fmr)";
  }

  private static String text(Rate rate) {
    return String.format(
        Locale.ROOT,
        "%s (%d of %d, 95 %% interval %s to %s)",
        percent(rate.rate()),
        rate.numerator(),
        rate.denominator(),
        percent(rate.lower()),
        percent(rate.upper()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f %%", 100 * share);
  }
}
