package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A number within bounds, both of which are allowed. */
public record DecimalKind(double least, double most, String unit) implements Kind {
  private static final Pattern FORM =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

  @Override
  public String type() {
    return "number";
  }

  @Override
  public String allowed() {
    return plain(least) + " to " + plain(most);
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
    double value = Double.parseDouble(text);
    return value >= least && value <= most ? null : expected();
  }

  @Override
  public String example() {
    return plain(least);
  }

  @Override
  public ObjectNode schema() {
    return Kind.schemaOf("number")
        .put("minimum", new BigDecimal(plain(least)))
        .put("maximum", new BigDecimal(plain(most)));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
