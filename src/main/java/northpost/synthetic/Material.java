package northpost.synthetic;

/** What a pixel shows. */
enum Material {
  BACKGROUND,
  SKIN,
  HAIR,
  CLOTH,
  FRAME;

  private static final Material[] BY_NUMBER = values();

  static Material of(byte number) {
    return BY_NUMBER[number];
  }
}
