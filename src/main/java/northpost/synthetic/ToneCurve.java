package northpost.synthetic;

/** From linear light to what a screen is given, with a soft shoulder as cameras have. */
final class ToneCurve {
  private static final int STEPS = 8192;

  /** Above this the curve bends so that it never quite reaches white. */
  private static final double SHOULDER = .6;

  private final byte[] table = new byte[STEPS + 1];
  private final double exposure;

  ToneCurve(double exposure) {
    this.exposure = exposure;
    for (int i = 0; i <= STEPS; i++) {
      table[i] =
          (byte) Math.min(255, Math.round(255 * Math.pow(i / (double) STEPS, 1 / Colour.GAMMA)));
    }
  }

  int display(double light) {
    double v = light * exposure;
    if (v >= SHOULDER) {
      double rest = 1 - SHOULDER;
      v = SHOULDER + rest * (1 - Math.exp(-(v - SHOULDER) / rest));
    }
    return table[(int) Curves.clamp(v * STEPS, 0, STEPS)] & 0xFF;
  }
}
