package northpost.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** No rate without its n and its interval beside it, in the same panel. */
final class RateRule {
  /** Fields of windows that must be worked out anew over a longer time, never averaged. */
  private static final Pattern OF_A_WINDOW = Pattern.compile(".*\\.(rate|lower|upper)");

  private final List<Column> columns;
  private final List<Formula> drawn;

  private RateRule(List<Column> columns) {
    this.columns = columns;
    this.drawn = columns.stream().map(RateRule::formula).toList();
  }

  /** What is wrong with the rates of a panel, column by column. */
  static List<String> problems(Panel panel) {
    List<Column> columns = new ArrayList<>();
    for (Layer layer : panel.layers()) {
      if (layer.series() != Layer.Series.REFERENCE_LINE) {
        layer.values().forEach(id -> columns.add(layer.column(id)));
      }
    }
    return new RateRule(columns).problems();
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    List<Formula> explained = new ArrayList<>();
    for (Formula formula : drawn) {
      Formula.Apply rate = ratio(formula);
      if (rate != null && isWhole(rate)) {
        explained.add(Wilson.lower(rate.arguments().get(0), rate.arguments().get(1)));
        explained.add(Wilson.upper(rate.arguments().get(0), rate.arguments().get(1)));
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      Formula formula = drawn.get(i);
      for (Calculation calculation : formula.calculations()) {
        if (calculation.field() != null && OF_A_WINDOW.matcher(calculation.field()).matches()) {
          problems.add(
              name(column)
                  + ": got "
                  + calculation.function().word()
                  + " of "
                  + calculation.field()
                  + ", expected the rate of summed numerators and denominators");
        }
      }
      boolean explains = explained.stream().anyMatch(end -> Wilson.same(end, formula));
      Formula.Apply rate = ratio(formula);
      if (explains || rate == null && !column.format().id().equals("percent")) {
        continue;
      }
      if (rate == null || !isWhole(rate)) {
        problems.add(
            name(column) + ": got a rate that is no numerator / denominator, expected one");
      } else {
        Formula k = rate.arguments().get(0);
        Formula n = rate.arguments().get(1);
        require(n, "its n", column, problems);
        require(Wilson.lower(k, n), "the lower end of its 95 % interval", column, problems);
        require(Wilson.upper(k, n), "the upper end of its 95 % interval", column, problems);
      }
    }
    return problems;
  }

  private void require(Formula wanted, String what, Column rate, List<String> problems) {
    if (drawn.stream().noneMatch(each -> Wilson.same(each, wanted))) {
      problems.add(name(rate) + ": got a bare rate, expected " + what + " beside it");
    }
  }

  /**
   * @return null where it is no quotient of two figures
   */
  private static Formula.Apply ratio(Formula formula) {
    return formula instanceof Formula.Apply apply
            && apply.function().equals("divide")
            && !apply.arguments().get(0).calculations().isEmpty()
            && !apply.arguments().get(1).calculations().isEmpty()
        ? apply
        : null;
  }

  /** Whether numerator and denominator are counts: sums, differences, without constants. */
  private static boolean isWhole(Formula formula) {
    if (formula instanceof Formula.Figure figure) {
      return figure.calculation().function().adds();
    }
    return formula instanceof Formula.Apply apply
        && List.of("add", "subtract", "divide").contains(apply.function())
        && apply.arguments().stream().allMatch(RateRule::isWhole);
  }

  private static Formula formula(Column column) {
    if (column.operation() instanceof Operation.Computed computed) {
      return computed.formula();
    }
    if (column.operation() instanceof Operation.Metric metric) {
      return new Formula.Figure(metric.calculation());
    }
    return new Formula.Number(((Operation.Fixed) column.operation()).value());
  }

  private static String name(Column column) {
    return "column " + column.id() + " '" + column.label() + "'";
  }
}
