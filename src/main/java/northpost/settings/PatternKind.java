package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression of Java. */
public record PatternKind() implements Kind {
  @Override
  public String type() {
    return "regular expression";
  }

  @Override
  public String allowed() {
    return "of Java";
  }

  @Override
  public String refusal(String text) {
    if (text.isBlank()) {
      return expected();
    }
    try {
      Pattern.compile(text);
      return null;
    } catch (PatternSyntaxException e) {
      return expected() + ": " + e.getDescription() + " at character " + (e.getIndex() + 1);
    }
  }

  @Override
  public String example() {
    return ".*";
  }

  @Override
  public ObjectNode schema() {
    return Kind.schemaOf("string").put("minLength", 1);
  }
}
