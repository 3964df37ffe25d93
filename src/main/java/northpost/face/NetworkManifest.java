package northpost.face;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import northpost.domain.MeasuredFmr;

/**
 * One network of the manifest.
 *
 * @param id by which a detection look names it
 * @param file in the manifest's folder
 * @param sha256 lower-case hex; of the recognition network it is the model id of every template
 * @param decoder how a detector's output is read; null for the other roles
 * @param anchors width and height of each anchor in grid cells; TINY_GRID only
 * @param outputs in the order of the graph
 * @param alignment where the face lies in the chip; RECOGNITION only
 * @param licence name of the licence, with what is not verified
 * @param provenance for readers only: package, version, training, how it was made
 * @param measured for readers only: error rates with n, interval and data
 * @param measuredFmr what policies are held against; RECOGNITION only, null for none
 */
public record NetworkManifest(
    String id,
    Role role,
    String file,
    String sha256,
    Decoder decoder,
    List<List<Double>> anchors,
    Input input,
    List<Output> outputs,
    Alignment alignment,
    String licence,
    JsonNode provenance,
    JsonNode measured,
    List<MeasuredFmr> measuredFmr) {

  /** What a network is for. */
  public enum Role {
    DETECTION,
    LANDMARKS,
    RECOGNITION
  }

  /** How boxes are read from a detector's outputs. */
  public enum Decoder {
    /** One output: logits of x, y, log width, log height, score for each anchor of each cell. */
    TINY_GRID,
    /** Two outputs: boxes y0 x0 y1 x1 in 0 to 1, and their scores. */
    BOXES_AND_SCORES
  }

  /** The element type of an input. */
  public enum ElementType {
    UINT8,
    FLOAT32
  }

  /** The order of the axes of an input. */
  public enum Layout {
    NHWC,
    NCHW
  }

  /** The order of the colours of an input. */
  public enum Colour {
    RGB,
    BGR
  }

  /**
   * The image a network takes: batch 1, square, three channels.
   *
   * @param size pixels a side; null where the look of a detector chooses it
   * @param sizeMultipleOf what a chosen size must be a multiple of; null for a fixed size
   * @param mean subtracted from each channel before the scale, in the order of {@code colour}; null
   *     for none (as when it is part of the graph)
   * @param scale multiplies each value after the mean; null for 1
   */
  public record Input(
      String name,
      ElementType type,
      Layout layout,
      Colour colour,
      List<String> shape,
      Integer size,
      Integer sizeMultipleOf,
      List<Double> mean,
      Double scale) {}

  /** An output; a dimension is a number or a name. */
  public record Output(String name, String type, List<String> shape, String meaning) {
    /** The length of one sample where every dimension but the first is a number; else -1. */
    int sampleLength() {
      int length = 1;
      for (String dimension : shape.subList(1, shape.size())) {
        if (!dimension.chars().allMatch(Character::isDigit)) {
          return -1;
        }
        length *= Integer.parseInt(dimension);
      }
      return length;
    }
  }

  /**
   * Where landmarks lie in the chip that the recognition network takes.
   *
   * @param padding added to every side of the unit square, as a share of its side
   * @param anchors where means of landmarks lie in the unit square
   */
  public record Alignment(double padding, List<AlignmentAnchor> anchors) {}

  /** The mean of some of the 68 landmarks, and where it lies in the unit square. */
  public record AlignmentAnchor(List<Integer> landmarks, double x, double y) {}
}
