package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** A whole number within bounds, both of which are allowed. */
public record WholeKind(int least, int most, String unit) implements Kind {
  // No leading zero: one dialect of YAML reads 012 as ten.
  private static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

  @Override
  public String type() {
    return "whole number";
  }

  @Override
  public String allowed() {
    return least + " to " + most;
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public String refusal(String text) {
    if (!FORM.matcher(text).matches()) {
      return expected();
    }
    long value = Long.parseLong(text);
    return value >= least && value <= most ? null : expected();
  }

  @Override
  public String example() {
    return String.valueOf(least);
  }

  @Override
  public ObjectNode schema() {
    return Kind.schemaOf("integer").put("minimum", least).put("maximum", most);
  }
}
