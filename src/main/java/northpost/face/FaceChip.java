package northpost.face;

import org.opencv.core.Mat;

/**
 * A face turned upright and scaled to a fixed size.
 *
 * @param pixels BGR, square
 * @param fromImage takes pixels of the image to pixels of the chip
 */
record FaceChip(Mat pixels, Similarity fromImage) {}
