package northpost.docs;

import java.util.Optional;

/** Values and signs, which name nothing: 12, 1500 ms, 8d6h30m, true, "08:00-18:00". */
final class LiteralText implements NameKind {
  @Override
  public boolean claims(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)*( ?[a-z]{1,3})?|([0-9]+[dhms])+")
        || text.matches("[0-9]{4}-[0-9]{2}-[0-9T:Z-]+|\"[0-9T:-]+\"|[0-9A-F]{2}( [0-9A-F]{2})*")
        || text.matches("\\W{1,3}|_|true|false");
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    return Optional.empty();
  }
}
