package northpost.dashboard;

import java.util.List;

/**
 * The 95 % interval of a rate as a Lens formula over numerator and denominator, so that it holds
 * for sums over any windows. With k of n and z = 1.96, an end is
 *
 * <pre>(k + z²/2 ∓ z √(k (n − k) / n + z²/4)) / (n + z²)</pre>
 *
 * which is Wilson's score interval.
 */
final class Wilson {
  private static final double Z = 1.959963984540054;
  private static final double TOLERANCE = 1e-5;

  private Wilson() {}

  static Formula lower(Formula k, Formula n) {
    return end("subtract", k, n);
  }

  static Formula upper(Formula k, Formula n) {
    return end("add", k, n);
  }

  private static Formula end(String sign, Formula k, Formula n) {
    Formula variance =
        apply(
            "add",
            apply("divide", apply("multiply", k, apply("subtract", n, k)), n),
            new Formula.Number(Z * Z / 4));
    Formula half = apply("multiply", new Formula.Number(Z), apply("sqrt", variance));
    return apply(
        "divide",
        apply(sign, apply("add", k, new Formula.Number(Z * Z / 2)), half),
        apply("add", n, new Formula.Number(Z * Z)));
  }

  private static Formula apply(String function, Formula... arguments) {
    return new Formula.Apply(function, List.of(arguments));
  }

  /** Whether two formulas say the same, constants to five digits. */
  static boolean same(Formula a, Formula b) {
    if (a instanceof Formula.Number x && b instanceof Formula.Number y) {
      return Math.abs(x.value() - y.value()) < TOLERANCE;
    }
    if (a instanceof Formula.Apply x && b instanceof Formula.Apply y) {
      boolean alike =
          x.function().equals(y.function()) && x.arguments().size() == y.arguments().size();
      for (int i = 0; alike && i < x.arguments().size(); i++) {
        alike = same(x.arguments().get(i), y.arguments().get(i));
      }
      return alike;
    }
    return a.equals(b);
  }
}
