package northpost.dashboard;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic over figures that Elasticsearch computes. */
public sealed interface Formula {
  /** A number as written. */
  record Number(double value) implements Formula {}

  /** A figure. */
  record Figure(Calculation calculation) implements Formula {}

  /** A function of others, by its name in Kibana: {@code add}, {@code divide}, {@code sqrt}, … */
  record Apply(String function, List<Formula> arguments) implements Formula {
    public Apply {
      arguments = List.copyOf(arguments);
    }
  }

  /** The figures it needs, each once, in the order of the text. */
  default List<Calculation> calculations() {
    List<Calculation> all = new ArrayList<>();
    collect(this, all);
    return all.stream().distinct().toList();
  }

  private static void collect(Formula formula, List<Calculation> all) {
    if (formula instanceof Figure figure) {
      all.add(figure.calculation());
    } else if (formula instanceof Apply apply) {
      apply.arguments().forEach(argument -> collect(argument, all));
    }
  }

  /**
   * Its value, given those of its figures. Null where a figure has none, and for what no number is,
   * such as 0 of 0.
   */
  default Double value(java.util.function.Function<Calculation, Double> figures) {
    Double value = evaluate(this, figures);
    return value == null || !Double.isFinite(value) ? null : value;
  }

  private static Double evaluate(
      Formula formula, java.util.function.Function<Calculation, Double> figures) {
    if (formula instanceof Number number) {
      return number.value();
    }
    if (formula instanceof Figure figure) {
      return figures.apply(figure.calculation());
    }
    Apply apply = (Apply) formula;
    double[] x = new double[apply.arguments().size()];
    for (int i = 0; i < x.length; i++) {
      Double argument = evaluate(apply.arguments().get(i), figures);
      if (apply.function().equals("defaults") && i == 0) {
        return argument != null && Double.isFinite(argument)
            ? argument
            : evaluate(apply.arguments().get(1), figures);
      }
      if (argument == null) {
        return null;
      }
      x[i] = argument;
    }
    return switch (apply.function()) {
      case "add" -> x[0] + x[1];
      case "subtract" -> x[0] - x[1];
      case "multiply" -> x[0] * x[1];
      case "divide" -> x[0] / x[1];
      case "pow" -> Math.pow(x[0], x[1]);
      case "sqrt" -> Math.sqrt(x[0]);
      case "square" -> x[0] * x[0];
      case "abs" -> Math.abs(x[0]);
      case "pick_max" -> Math.max(x[0], x[1]);
      case "pick_min" -> Math.min(x[0], x[1]);
      default -> throw new IllegalStateException("function " + apply.function());
    };
  }
}
