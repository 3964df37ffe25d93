package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** True or false, and no other word for them. */
public record FlagKind() implements Kind {
  @Override
  public String type() {
    return "true or false";
  }

  @Override
  public String expected() {
    return summary();
  }

  @Override
  public String allowed() {
    return "";
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public String refusal(String text) {
    return text.equals("true") || text.equals("false") ? null : expected();
  }

  @Override
  public String example() {
    return "false";
  }

  @Override
  public ObjectNode schema() {
    return Kind.schemaOf("boolean");
  }
}
