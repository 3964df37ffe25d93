package northpost.synthetic;

import static northpost.synthetic.Curves.bump;
import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

/** The smooth head without a face: half width and depth, in millimetres, by height. */
final class SkullProfile {
  private final RenderedIdentity.Head head;

  SkullProfile(RenderedIdentity identity) {
    head = identity.head;
  }

  double halfWidth(double y) {
    boolean upper = y > head.middle();
    double s = share(y);
    double round = upper ? Math.pow(1 - Math.pow(s, 2.4), .45) : Math.sqrt(1 - Math.pow(s, 6.5));
    double towardJaw = smoothStep(-5, head.bottom() + 40, y);
    double towardChin = smoothStep(head.bottom() + 62, head.bottom() + 6, y);
    double temples = 3.5 * bump(y - 28, 14);
    return head.halfWidth()
            * round
            * mix(1, head.jaw(), towardJaw)
            * mix(1, head.chinTaper(), towardChin)
        - temples;
  }

  /** From the axis of the head to the face. */
  double front(double y) {
    double s = share(y);
    double round = Math.sqrt(1 - Math.pow(s, y > head.middle() ? 2.5 : 6));
    return head.depth() * round - 5 * smoothStep(-20, -110, y);
  }

  /** From the axis of the head to its back. */
  double back(double y) {
    double round = Math.sqrt(1 - Math.pow(share(y), 2.4));
    return head.top() * .92 * round * mix(1, .5, smoothStep(-10, -90, y));
  }

  /** 0 at mid-height, 1 at the crown and at the chin. */
  private double share(double y) {
    double half = (head.top() - head.bottom()) / 2;
    return Math.min(1, Math.abs((y - head.middle()) / half));
  }
}
