package northpost.synthetic;

import java.util.List;
import java.util.Locale;

/**
 * Rendered people selected to be apart: no rate that is measured on them is an accuracy.
 *
 * @param people have a reference
 * @param strangers are known to nobody; their reference photo only served the selection
 */
public record Population(
    PopulationPlan plan,
    List<RenderedPerson> people,
    List<RenderedPerson> strangers,
    Selection selection) {

  public Population {
    people = List.copyOf(people);
    strangers = List.copyOf(strangers);
  }

  /**
   * What the selection drew, and what it dropped and why.
   *
   * @param drawn people drawn in all
   * @param referenceNotFound people in whose reference photo the networks found no face
   * @param tooAlike people too near to one kept before
   * @param tooFewPhotos people of whom not enough photos could be kept
   * @param photosDrawn photos at lanes drawn in all
   * @param photosNotFound photos in which, or in a variation of which, the networks found no face
   * @param photosTooFar photos too far from their own reference
   * @param photosTooNearAnother photos too near to another's reference
   */
  public record Selection(
      int drawn,
      int referenceNotFound,
      int tooAlike,
      int tooFewPhotos,
      int photosDrawn,
      int photosNotFound,
      int photosTooFar,
      int photosTooNearAnother) {}

  /** One line for whoever is shown a rate. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "rendered faces, selected to be apart (not an accuracy figure): %d people and %d strangers"
            + " of %d drawn; dropped %d too alike (references nearer than %.2f), %d with no face"
            + " found in the reference, %d with too few photos; of %d photos dropped %d with no"
            + " face found, %d too far from their own reference, %d too near to another's; match"
            + " at score %.3f",
        people.size(),
        strangers.size(),
        selection.drawn,
        selection.tooAlike,
        plan.apart(),
        selection.referenceNotFound,
        selection.tooFewPhotos,
        selection.photosDrawn,
        selection.photosNotFound,
        selection.photosTooFar,
        selection.photosTooNearAnother,
        plan.matchScore());
  }
}
