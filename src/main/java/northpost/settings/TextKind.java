package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * A text of a certain form.
 *
 * @param allowed the form in words
 * @param form the form as a regular expression that all of the text must match
 * @param example a text of the form
 */
public record TextKind(String type, String allowed, String form, String example) implements Kind {
  public TextKind {
    Pattern.compile(form);
  }

  @Override
  public String refusal(String text) {
    return Pattern.matches(form, text) ? null : expected();
  }

  @Override
  public ObjectNode schema() {
    return Kind.schemaOf("string").put("pattern", "^(?:" + form + ")$");
  }
}
