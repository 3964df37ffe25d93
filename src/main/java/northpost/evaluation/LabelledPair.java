package northpost.evaluation;

/**
 * Two photos and whether they show the same person.
 *
 * @param fileA name within the folder of the images
 * @param fileB name within the folder of the images
 */
public record LabelledPair(String fileA, String fileB, boolean mated) {}
