package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** One of some words. */
public record ChoiceKind(List<String> words) implements Kind {
  public ChoiceKind {
    words = List.copyOf(words);
  }

  /** The constants of an enum as their {@code toString} writes them. */
  public static ChoiceKind of(Class<? extends Enum<?>> type) {
    return new ChoiceKind(Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
  }

  @Override
  public String type() {
    return "choice";
  }

  @Override
  public String allowed() {
    return String.join(" or ", words);
  }

  @Override
  public String expected() {
    return allowed();
  }

  @Override
  public String refusal(String text) {
    return words.contains(text) ? null : expected();
  }

  @Override
  public String example() {
    return words.get(0);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Kind.schemaOf("string");
    words.forEach(schema.putArray("enum")::add);
    return schema;
  }
}
