package northpost.anomaly;

/**
 * The state of the watch over the counts of a lane, a crossing or a port.
 *
 * @param dispersion sums over its blocks: squares of captures less those expected, and expected;
 *     then the same of the blocks that wait to be learned
 * @param block captures seen and expected, and doubt, since the block began
 * @param evidence of a stall and of a surge
 * @param idle see {@link NodeWatch}
 * @param groups captures came in, with what was expected while none came, and open minutes
 */
public record NodeMemory(
    String nodeId,
    double[] dispersion,
    double[] block,
    double[] evidence,
    double[] idle,
    double[] groups) {
  static NodeMemory blank(String nodeId) {
    return new NodeMemory(
        nodeId, new double[4], new double[5], Evidence.none(2), new double[6], new double[4]);
  }
}
