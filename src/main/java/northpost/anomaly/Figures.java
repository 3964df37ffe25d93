package northpost.anomaly;

import northpost.domain.CameraMinute;
import northpost.domain.Moments;

/**
 * Sums over a camera's minutes that fade with time.
 *
 * @param sums by {@link Figure}; a later release may add some at the end
 */
public record Figures(double[] sums) {
  static Figures none() {
    return new Figures(new double[Figure.values().length]);
  }

  double get(Figure figure) {
    return figure.ordinal() < sums.length ? sums[figure.ordinal()] : 0;
  }

  /** These, faded, and more. */
  Figures fadedPlus(double kept, Figures more) {
    double[] to = new double[Figure.values().length];
    for (Figure figure : Figure.values()) {
      to[figure.ordinal()] = kept * get(figure) + more.get(figure);
    }
    return new Figures(to);
  }

  Figures times(double factor) {
    return none().fadedPlus(0, this).scaled(factor);
  }

  private Figures scaled(double factor) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= factor;
    }
    return this;
  }

  /** Adds in place: for sums that nobody else holds. */
  void add(Figure figure, double value) {
    sums[figure.ordinal()] += value;
  }

  /** Adds in place what a minute of one mode says. */
  void add(CameraMinute minute) {
    add(Figure.CAPTURES, minute.counts().presented());
    add(Figure.ASKED, minute.counts().presented() - minute.counts().optedOut());
    add(Figure.UNUSABLE, minute.counts().unusable());
    add(Figure.USABLE, minute.counts().captured());
    add(Figure.UNAVAILABLE, minute.counts().unavailable());
    add(Figure.COMPARED, minute.counts().compared());
    add(Figure.NOT_MATCHED, minute.counts().compared() - minute.counts().matched());
    add(Figure.OVER_BUDGET, minute.overBudget());
    add(Figure.SHARPNESS_N, minute.sharpness());
    add(Figure.SCORE_N, minute.matchScores());
    add(Figure.TRANSPORT_N, minute.transportMillis());
  }

  private void add(Figure n, Moments moments) {
    sums[n.ordinal()] += moments.n();
    sums[n.ordinal() + 1] += moments.sum();
    sums[n.ordinal() + 2] += moments.sumOfSquares();
  }
}
