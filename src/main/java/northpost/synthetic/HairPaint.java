package northpost.synthetic;

import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

import northpost.synthetic.RenderedIdentity.HairCut;

/** Paints the strands of the hair. */
final class HairPaint {
  private final RenderedIdentity.Head head;
  private final RenderedIdentity.Hair hair;
  private final ValueNoise noise;
  private final double strandLength;

  HairPaint(RenderedIdentity identity, ValueNoise noise) {
    head = identity.head;
    hair = identity.hair;
    this.noise = noise;
    boolean cropped = hair.cut() == HairCut.SHORT || hair.cut() == HairCut.BALD;
    strandLength = cropped ? .35 : 1;
  }

  /** Paints, and returns how far the strand stands out here, -1 to 1: it bends the light. */
  double paint(double x, double y, double z, Surface surface) {
    double angle = Math.atan2(x, z);
    double crown = smoothStep(60, head.top() + hair.volume(), y);
    double wave = hair.curl() * 2 * noise.at(angle * 6, y / 14, 8);
    double coarse =
        noise.at((angle * 55 + wave) * mix(1, .55, crown), y / (26 * strandLength) + z / 60, 1);
    double fine = noise.at(angle * 130 + wave * 2, y / (20 * strandLength), 2 + z / 40);
    double strand = .5 * coarse + .5 * fine;
    surface.reset(hair.colour());
    surface.scale(1 + .65 * strand);
    surface.shine = .12 + .1 * strand;
    return strand;
  }
}
