package northpost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "a: b; {'match':{'a':'b'}}",
        "a.c: \"b \\\"d\"; {'match_phrase':{'a.c':'b \\'d'}}",
        "a: *; {'exists':{'field':'a'}}",
        "a: b*; {'wildcard':{'a':'b*'}}",
        "a >= 3; {'range':{'a':{'gte':'3'}}}",
        "not a: b; {'bool':{'must_not':[{'match':{'a':'b'}}]}}",
        "a: b and c < 1; {'bool':{'filter':[{'match':{'a':'b'}},{'range':{'c':{'lt':'1'}}}]}}",
        "a: (b or c); {'bool':{'should':[{'match':{'a':'b'}},{'match':{'a':'c'}}],'minimum_should_match':1}}",
        "a: b OR (c: d AND NOT e: f); {'bool':{'should':[{'match':{'a':'b'}},{'bool':{'filter':[{'match':{'c':'d'}},{'bool':{'must_not':[{'match':{'e':'f'}}]}}]}}],'minimum_should_match':1}}"
      })
  void becomesAQuery(String text, String expected) {
    assertThat(Kql.query(text)).hasToString(expected.replace('\'', '"'));
  }

  @Test
  void aBlankTextIsNoQuery() {
    assertThat(Kql.query(" ")).isNull();
    assertThat(Kql.query(null)).isNull();
  }

  @Test
  void namesItsFields() {
    assertThat(Kql.fields(Kql.query("a: b and not (c: * or d.e > 4) or f: \"g h\"")))
        .containsExactly("a", "c", "d.e", "f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "a; got its end, expected ':' or a comparison after a",
        "a b; got 'b' after a, expected ':' or a comparison",
        "a: b c; got 'c', expected and, or, or its end",
        "a: (b or c; got '', expected ')'",
        "a.*: b; got 'a.*', expected the name of a field",
        "a: ); got ')', expected a value of a",
        "a: b and; got its end, expected a field"
      })
  void saysWhatItDoesNotUnderstand(String text, String message) {
    assertThatThrownBy(() -> Kql.query(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("query \"" + text + "\": " + message);
  }
}
