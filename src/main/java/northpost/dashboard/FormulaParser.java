package northpost.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import northpost.dashboard.Calculation.Function;

/**
 * Reads a Lens formula: numbers, + - * /, parentheses, Kibana's functions of numbers, and figures
 * such as {@code count(kql='a: b')}, {@code sum(field)}, {@code percentile(field, percentile=95)}.
 */
final class FormulaParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<number>\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)"
              + "|(?<name>[@A-Za-z_][\\w.@]*)|(?<text>'(?:[^'\\\\]|\\\\.)*')|(?<sign>[-+*/(),=]))");

  /** Functions of numbers, with how many they take. */
  private static final Map<String, Integer> FUNCTIONS =
      Map.ofEntries(
          Map.entry("add", 2),
          Map.entry("subtract", 2),
          Map.entry("multiply", 2),
          Map.entry("divide", 2),
          Map.entry("pow", 2),
          Map.entry("sqrt", 1),
          Map.entry("square", 1),
          Map.entry("abs", 1),
          Map.entry("pick_max", 2),
          Map.entry("pick_min", 2),
          Map.entry("defaults", 2));

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  private FormulaParser(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length() && !text.substring(end).isBlank()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw wrong("got '" + text.substring(end).strip() + "'", "a formula");
      }
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
  }

  /**
   * @throws IllegalArgumentException saying what was got and expected
   */
  static Formula parse(String text) {
    FormulaParser parser = new FormulaParser(text);
    Formula formula = parser.sum();
    if (parser.next < parser.tokens.size()) {
      throw parser.wrong("got '" + parser.peek() + "' after its end", "an operator");
    }
    return formula;
  }

  private Formula sum() {
    Formula left = product();
    while (peek().equals("+") || peek().equals("-")) {
      String function = take().equals("+") ? "add" : "subtract";
      left = new Formula.Apply(function, List.of(left, product()));
    }
    return left;
  }

  private Formula product() {
    Formula left = factor();
    while (peek().equals("*") || peek().equals("/")) {
      String function = take().equals("*") ? "multiply" : "divide";
      left = new Formula.Apply(function, List.of(left, factor()));
    }
    return left;
  }

  private Formula factor() {
    String token = take();
    if (token.equals("-")) {
      return new Formula.Apply("multiply", List.of(new Formula.Number(-1), factor()));
    }
    if (token.equals("(")) {
      Formula inner = sum();
      expect(")");
      return inner;
    }
    if (Character.isDigit(token.isEmpty() ? ' ' : token.charAt(0))) {
      return new Formula.Number(Double.parseDouble(token));
    }
    if (peek().equals("(")) {
      return call(token);
    }
    throw wrong("got '" + token + "'", "a number, a function or a parenthesis");
  }

  private Formula call(String name) {
    Function function = Function.named(name);
    if (function != null) {
      return figure(function);
    }
    Integer arity = FUNCTIONS.get(name);
    if (arity == null) {
      throw wrong("got function '" + name + "'", "a known one");
    }
    expect("(");
    List<Formula> arguments = new ArrayList<>();
    do {
      arguments.add(sum());
    } while (accept(","));
    expect(")");
    if (arguments.size() != arity) {
      throw wrong("got " + arguments.size() + " arguments of " + name, String.valueOf(arity));
    }
    return new Formula.Apply(name, arguments);
  }

  private Formula figure(Function function) {
    expect("(");
    String field = null;
    String filter = null;
    double percentile = function == Function.PERCENTILE ? 95 : 0;
    while (!peek().equals(")")) {
      String name = take();
      if (!accept("=")) {
        field = name;
      } else if (name.equals("kql")) {
        filter = unquoted(take());
        Kql.query(filter);
      } else if (name.equals("percentile") && function == Function.PERCENTILE) {
        percentile = Double.parseDouble(take());
      } else {
        throw wrong("got argument '" + name + "' of " + function.word(), "a field or kql=");
      }
      if (!accept(",") && !peek().equals(")")) {
        throw wrong("got '" + peek() + "' in " + function.word(), "a comma or )");
      }
    }
    expect(")");
    if (field == null && function != Function.COUNT) {
      throw wrong("got no field of " + function.word(), "one");
    }
    String sortField = function == Function.LAST_VALUE ? "@timestamp" : null;
    return new Formula.Figure(new Calculation(function, field, percentile, sortField, filter));
  }

  private String unquoted(String token) {
    if (!token.startsWith("'")) {
      throw wrong("got kql=" + token, "a text in single quotes");
    }
    return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private String take() {
    if (next >= tokens.size()) {
      throw wrong("got its end", "more");
    }
    return tokens.get(next++);
  }

  private boolean accept(String token) {
    if (peek().equals(token)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw wrong("got '" + peek() + "'", "'" + token + "'");
    }
  }

  private IllegalArgumentException wrong(String got, String expected) {
    return new IllegalArgumentException(
        "formula \"" + text + "\": " + got + ", expected " + expected);
  }
}
