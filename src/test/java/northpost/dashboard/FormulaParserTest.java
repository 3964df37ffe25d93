package northpost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import northpost.dashboard.Calculation.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaParserTest {
  @ParameterizedTest
  @CsvSource({
    "1 + 2 * 3, 7",
    "(1 + 2) * 3, 9",
    "10 - 4 - 3, 3",
    "24 / 4 / 3, 2",
    "-2 * -(3 + 1), 8",
    "2.5e2, 250",
    "'pick_max(3, pow(2, 3)) + square(3) + sqrt(16) + abs(-1)', 22",
    "'pick_min(1, 2) * defaults(0 / 0, 5)', 5"
  })
  void worksOutNumbers(String text, double expected) {
    assertThat(FormulaParser.parse(text).value(calculation -> null))
        .isCloseTo(expected, Offset.offset(1e-12));
  }

  @Test
  void namesEachFigureOnceAndUsesItWhereverItStands() {
    Formula formula =
        FormulaParser.parse(
            "sum(a.b) / (sum(a.b) + count(kql='x: \"y z\"')) + percentile(@timestamp, percentile=99)");
    assertThat(formula.calculations())
        .extracting(Calculation::function)
        .containsExactly(Function.SUM, Function.COUNT, Function.PERCENTILE);
    assertThat(formula.calculations().get(1).filter().toString())
        .isEqualTo("{\"match_phrase\":{\"x\":\"y z\"}}");
    assertThat(formula.calculations().get(2).percentile()).isEqualTo(99);
    Map<Function, Double> figures =
        Map.of(Function.SUM, 3.0, Function.COUNT, 1.0, Function.PERCENTILE, 7.0);
    assertThat(formula.value(each -> figures.get(each.function()))).isEqualTo(7.75);
  }

  @Test
  void whatIsNoNumberHasNoValue() {
    assertThat(FormulaParser.parse("0 / 0").value(calculation -> null)).isNull();
    assertThat(FormulaParser.parse("1 + sum(a)").value(calculation -> null)).isNull();
    assertThat(FormulaParser.parse("defaults(sum(a), 4)").value(calculation -> null)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 +; got its end, expected more",
        "1 2; got '2' after its end, expected an operator",
        "mean(a); got function 'mean', expected a known one",
        "sqrt(1, 2); got 2 arguments of sqrt, expected 1",
        "sum(kql='a: b'); got no field of sum, expected one",
        "count(shift='1d'); got argument 'shift' of count, expected a field or kql=",
        "sum(a; got '' in sum, expected a comma or )",
        "count(kql=a); got kql=a, expected a text in single quotes",
        "1 # 2; got '# 2', expected a formula"
      })
  void saysWhatItDoesNotUnderstand(String text, String message) {
    assertThatThrownBy(() -> FormulaParser.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("formula \"" + text + "\": " + message);
  }
}
