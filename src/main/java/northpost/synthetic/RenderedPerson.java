package northpost.synthetic;

import java.util.List;

/**
 * A person of a population.
 *
 * @param reference JPEG of the document photo
 * @param photos JPEGs of captures at lanes, at least one
 */
public record RenderedPerson(RenderedIdentity identity, byte[] reference, List<Photo> photos) {
  public RenderedPerson {
    photos = List.copyOf(photos);
  }

  /**
   * One capture.
   *
   * @param number as in {@link RenderedFaces#capture}
   */
  public record Photo(int number, byte[] jpeg) {}
}
