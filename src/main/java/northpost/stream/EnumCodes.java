package northpost.stream;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A byte for each constant of an enum. The code is the place in the list given here, counted from
 * 1, and not the ordinal: constants may be reordered, but a new one goes to the end of the list. 0
 * is null.
 */
public final class EnumCodes<E extends Enum<E>> {
  private final Class<E> type;
  private final E[] constants;
  private final byte[] codeByOrdinal;

  private EnumCodes(Class<E> type, E[] constants) {
    this.type = type;
    this.constants = constants;
    codeByOrdinal = new byte[type.getEnumConstants().length];
    for (int i = 0; i < constants.length; i++) {
      codeByOrdinal[constants[i].ordinal()] = (byte) (i + 1);
    }
  }

  /**
   * Codes by list.
   *
   * @throws IllegalArgumentException when a constant is missing or comes twice
   */
  @SafeVarargs
  public static <E extends Enum<E>> EnumCodes<E> of(Class<E> type, E... constants) {
    List<E> given = List.of(constants);
    for (E constant : type.getEnumConstants()) {
      if (given.indexOf(constant) < 0 || given.indexOf(constant) != given.lastIndexOf(constant)) {
        throw new IllegalArgumentException(
            "codes of " + type.getName() + ": expected each constant once, got " + given);
      }
    }
    return new EnumCodes<>(type, constants.clone());
  }

  /** The code of a constant or null. */
  byte codeOf(E constant) {
    return constant == null ? 0 : codeByOrdinal[constant.ordinal()];
  }

  /** The constant of a code, null of 0. */
  E constantOf(byte code) throws IOException {
    if (code == 0) {
      return null;
    }
    if (code < 0 || code > constants.length) {
      throw new IOException(
          "code of "
              + type.getName()
              + ": got "
              + code
              + ", expected 0 to "
              + constants.length
              + " for "
              + Arrays.toString(constants)
              + "; the record is of a newer release that has a constant more, or is damaged: start"
              + " the newer release again, or go back to a savepoint of before the upgrade");
    }
    return constants[code - 1];
  }
}
