package northpost.wire;

/** Carries an enum constant over to the enum of another package that has the same names. */
final class EnumNames {
  private EnumNames() {}

  /** The constant of the same name; null stays null. */
  static <E extends Enum<E>> E to(Class<E> type, Enum<?> from) {
    return from == null ? null : Enum.valueOf(type, from.name());
  }
}
