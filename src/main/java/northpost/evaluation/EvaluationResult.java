package northpost.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an evaluation found.
 *
 * @param images photos the pairs name
 * @param subjects people on them
 * @param failures photos of which no template was made, with the cause
 * @param mated compared mated pairs
 * @param nonMated compared non-mated pairs
 * @param pairsLost pairs not compared because a photo of theirs gave no template
 */
public record EvaluationResult(
    int images,
    int subjects,
    List<Failure> failures,
    int mated,
    int nonMated,
    int pairsLost,
    double equalErrorRate,
    double equalErrorThreshold,
    Interval equalErrorInterval,
    List<AtFmr> atFmr,
    ErrorRates rates,
    List<ScoredPair> pairs) {

  /** A photo without a template. */
  public record Failure(String file, String cause, String message) {}

  /**
   * FNMR at the lowest threshold that keeps an FMR.
   *
   * @param label the FMR as it was asked for, such as {@code 1e-3}
   * @param fmr the FMR that was asked for
   * @param resolved whether there are enough non-mated pairs for a single one to be within that
   *     FMR; if not, the threshold lies above every one of them and says little
   */
  public record AtFmr(
      String label, double fmr, OperatingPoint point, Interval interval, boolean resolved) {}

  /** The FMRs at which FNMR is reported. */
  public static final List<String> REPORTED_FMR = List.of("1e-2", "1e-3");

  /** Computes every figure; images, failures and lost pairs are as counted by the caller. */
  public static EvaluationResult of(
      int images,
      List<Failure> failures,
      int pairsLost,
      List<ScoredPair> pairs,
      SubjectBootstrap bootstrap) {
    ErrorRates rates = ErrorRates.of(pairs);
    int mated = (int) pairs.stream().filter(ScoredPair::mated).count();
    int nonMated = pairs.size() - mated;
    int subjects =
        (int)
            pairs.stream()
                .flatMap(pair -> Stream.of(pair.subjectA(), pair.subjectB()))
                .distinct()
                .count();
    List<AtFmr> atFmr = new ArrayList<>();
    for (String label : REPORTED_FMR) {
      double fmr = Double.parseDouble(label);
      atFmr.add(
          new AtFmr(
              label,
              fmr,
              rates.atFmr(fmr),
              bootstrap.interval(pairs, draw -> draw.atFmr(fmr).fnmr()),
              nonMated * fmr >= 1));
    }
    return new EvaluationResult(
        images,
        subjects,
        failures,
        mated,
        nonMated,
        pairsLost,
        rates.equalErrorRate(),
        rates.equalErrorPoint().threshold(),
        bootstrap.interval(pairs, ErrorRates::equalErrorRate),
        atFmr,
        rates,
        pairs);
  }

  /** The 95 % upper bound of an error rate of which no error was seen, were pairs independent. */
  public static double upperBoundOfNone(int pairs) {
    return 1 - Math.pow(0.05, 1.0 / pairs);
  }
}
