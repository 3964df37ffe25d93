package northpost.wire.json;

/**
 * The texts of the numbers that were written last: the rates of windows of a few people, and their
 * bounds, are few numbers over and over, and a text takes longer to make than all else of them. Of
 * bounded size; threads may share it, since an entry never changes.
 */
final class DoubleTexts {
  private static final int SLOT_BITS = 12;
  private static final Entry[] RECENT = new Entry[1 << SLOT_BITS];

  private DoubleTexts() {}

  private record Entry(long bits, String text) {}

  /** The text of {@link Double#toString(double)}. */
  static String of(double value) {
    long bits = Double.doubleToRawLongBits(value);
    // The best mixed bits of a product with an odd constant are the highest.
    int slot = (int) (bits * 0x9E3779B97F4A7C15L >>> Long.SIZE - SLOT_BITS);
    Entry recent = RECENT[slot];
    if (recent == null || recent.bits != bits) {
      recent = new Entry(bits, Double.toString(value));
      RECENT[slot] = recent;
    }
    return recent.text;
  }
}
