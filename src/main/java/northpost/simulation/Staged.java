package northpost.simulation;

import java.time.Instant;
import northpost.domain.Adjudication;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.synthetic.RenderedPerson;

/**
 * A capture on its way from the lane to the system, before its face is made. Faults change it.
 *
 * @param adjudication null when nobody looks
 * @param face whose face is in the photo
 * @param photo null where the face is drawn or the traveller opted out
 * @param photoSeed fixes the photo: the same face, seed and lens give the same bytes
 * @param at the true time, which the camera's clock may miss
 * @param receivedAt when the system gets it
 * @param otherModel whether another network made the template
 * @param ofFault whether a fault brought the traveller here
 */
record Staged(
    Capture capture,
    Truth truth,
    Adjudication adjudication,
    Traveller face,
    RenderedPerson.Photo photo,
    long photoSeed,
    Instant at,
    Instant receivedAt,
    Lens lens,
    boolean otherModel,
    boolean ofFault) {

  /** Milliseconds from a camera to the system when nothing is wrong. */
  private static final int LEAST_TRANSPORT = 40;

  private static final int MOST_TRANSPORT = 400;

  /**
   * What a lens does to a photo.
   *
   * @param fog 0 for clear, 1 for as good as blind
   * @param scoreLoss how much lower mated scores are; below 0 for a better photo than most
   * @param dark whether there is next to no light
   */
  record Lens(double fog, double scoreLoss, boolean dark) {
    static final Lens CLEAR = new Lens(0, 0, false);

    Lens fogged(double more, double loss) {
      return new Lens(fog + more, scoreLoss + loss, dark);
    }

    Lens worse(double loss) {
      return new Lens(fog, scoreLoss + loss, dark);
    }

    Lens darker(double loss) {
      return new Lens(fog, scoreLoss + loss, true);
    }
  }

  /** A capture as it is when nothing is wrong. */
  static Staged of(Encounters.Planned planned) {
    return of(
        planned.capture(),
        planned.truth(),
        planned.adjudication(),
        planned.traveller(),
        planned.photo(),
        planned.photoSeed(),
        false);
  }

  static Staged of(
      Capture capture,
      Truth truth,
      Adjudication adjudication,
      Traveller face,
      RenderedPerson.Photo photo,
      long photoSeed,
      boolean ofFault) {
    int transport =
        LEAST_TRANSPORT
            + new Chance(Chance.derived(photoSeed, 1)).below(MOST_TRANSPORT - LEAST_TRANSPORT);
    return new Staged(
        capture,
        truth,
        adjudication,
        face,
        photo,
        photoSeed,
        capture.capturedAt(),
        capture.capturedAt().plusMillis(transport),
        Lens.CLEAR,
        false,
        ofFault);
  }

  /** Random numbers for one purpose about this capture, whatever else is in the scenario. */
  Chance chance(long purpose) {
    return new Chance(Chance.derived(photoSeed, purpose));
  }

  Staged through(Lens changed) {
    return new Staged(
        capture,
        truth,
        adjudication,
        face,
        photo,
        photoSeed,
        at,
        receivedAt,
        changed,
        otherModel,
        ofFault);
  }

  Staged received(Instant time) {
    return new Staged(
        capture, truth, adjudication, face, photo, photoSeed, at, time, lens, otherModel, ofFault);
  }

  Staged byOtherModel() {
    return new Staged(
        capture, truth, adjudication, face, photo, photoSeed, at, receivedAt, lens, true, ofFault);
  }

  /** The camera's clock shows another time. */
  Staged dated(Instant capturedAt) {
    return with(new CaptureCopy(capture).capturedAt(capturedAt).make(), truth);
  }

  /** The document names another reference, which is not that of the traveller or not usable. */
  Staged presenting(String referenceId) {
    return with(new CaptureCopy(capture).presentedReferenceId(referenceId).make(), notMated());
  }

  /** The traveller's reference is not in the gallery that is searched. */
  Staged searchedInVain(Traveller somebody) {
    return new Staged(
        capture,
        notMated(),
        adjudication,
        somebody,
        photo,
        photoSeed,
        at,
        receivedAt,
        lens,
        otherModel,
        ofFault);
  }

  private Truth notMated() {
    return new Truth(
        truth.captureId(),
        truth.encounterId(),
        truth.subjectId(),
        false,
        truth.stranger(),
        truth.optedOut(),
        truth.comparison());
  }

  private Staged with(Capture changed, Truth known) {
    return new Staged(
        changed,
        known,
        adjudication,
        face,
        photo,
        photoSeed,
        at,
        receivedAt,
        lens,
        otherModel,
        ofFault);
  }

  boolean compares() {
    return truth.comparison() != ComparisonKind.NONE;
  }
}
