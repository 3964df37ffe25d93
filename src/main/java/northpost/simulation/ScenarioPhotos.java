package northpost.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.Policy;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.synthetic.CameraVariation;
import northpost.synthetic.Population;
import northpost.synthetic.RenderedPerson;
import northpost.synthetic.Trouble;

/**
 * Photos of rendered people for a scenario. There are more travellers than faces: the enrolled
 * share the rendered people out in turn, so that a gallery of at most as many holds each face once,
 * and those who are enrolled nowhere share the rendered strangers.
 */
final class ScenarioPhotos implements ScenarioFaces {
  private static final byte[] NO_PHOTO = {};

  /** Of the references and galleries whose templates another network made. */
  private static final String OTHER_NETWORK = "-other-network";

  private static final long PHOTO = 34;
  private static final int OTHER_LENGTH = 128;

  private final Population population;
  private final double unusable;
  private final Map<Integer, RenderedPerson> people = new HashMap<>();
  private final Map<String, Integer> faceOfSubject = new HashMap<>();
  private final Set<String> firstPapers = new HashSet<>();
  private final Set<String> galleries = new TreeSet<>();

  /**
   * @param enrolled of the traffic, with papers, gallery by gallery
   * @param actors whom faults send, with papers; all in one gallery
   * @param unusable share of photos that come out too blurred to be used
   */
  ScenarioPhotos(
      Population population, List<Traveller> enrolled, List<Traveller> actors, double unusable) {
    this.population = population;
    this.unusable = unusable;
    for (int i = 0; i < enrolled.size(); i++) {
      add(enrolled.get(i), i % population.people().size());
    }
    Map<Integer, Integer> faces = new HashMap<>();
    for (Traveller actor : actors) {
      // Somebody with two identities comes twice, and has one face.
      faces.putIfAbsent(actor.number(), faces.size());
      add(actor, faces.get(actor.number()));
    }
  }

  private void add(Traveller traveller, int face) {
    RenderedPerson person = population.people().get(face);
    if (people.put(traveller.number(), person) == null) {
      firstPapers.add(traveller.reference().referenceId());
    }
    faceOfSubject.put(traveller.reference().subjectId(), face);
    galleries.addAll(traveller.reference().galleryIds());
  }

  private RenderedPerson person(Traveller traveller) {
    RenderedPerson enrolled = people.get(traveller.number());
    List<RenderedPerson> strangers = population.strangers();
    return enrolled != null
        ? enrolled
        : strangers.get(Math.floorMod(traveller.number(), strangers.size()));
  }

  /** Further papers of a person have a photo of their own. */
  @Override
  public ReferenceUpdate enrolment(Traveller traveller, SourcePosition position) {
    Reference reference = traveller.reference();
    byte[] photo = person(traveller).reference();
    return new ReferenceUpdate(
        reference.referenceId(),
        ReferenceUpdate.Kind.ENROL,
        reference,
        firstPapers.contains(reference.referenceId())
            ? photo
            : CameraVariation.of(photo, reference.referenceId().hashCode()),
        position);
  }

  /** The same papers in a gallery of templates that another network made. */
  ReferenceUpdate byOtherNetwork(Traveller traveller, SourcePosition position) {
    Reference r = traveller.reference();
    float[] vector = new float[OTHER_LENGTH];
    vector[Math.floorMod(traveller.number(), OTHER_LENGTH)] = 1;
    Reference other =
        new Reference(
            r.referenceId() + OTHER_NETWORK,
            r.subjectId(),
            r.galleryIds().stream().map(id -> id + OTHER_NETWORK).toList(),
            r.source(),
            r.travellerClass(),
            r.declared(),
            r.validFrom(),
            r.expiresAt(),
            new Template(vector, DrawnFaces.OTHER_MODEL));
    return new ReferenceUpdate(
        other.referenceId(), ReferenceUpdate.Kind.ENROL, other, null, position);
  }

  @Override
  public CapturedSample sample(Staged s, SourcePosition position) {
    return new CapturedSample(
        s.otherModel() ? amongOtherTemplates(s.capture()) : s.capture(),
        s.capture().optedOut() ? NO_PHOTO : photo(s),
        position,
        s.receivedAt());
  }

  private static Capture amongOtherTemplates(Capture capture) {
    CaptureCopy copy = new CaptureCopy(capture);
    return capture.presentedReferenceId() != null
        ? copy.presentedReferenceId(capture.presentedReferenceId() + OTHER_NETWORK).make()
        : copy.galleryId(capture.galleryId() + OTHER_NETWORK).make();
  }

  private byte[] photo(Staged s) {
    RenderedPerson.Photo photo = s.chance(PHOTO).oneOf(person(s.face()).photos());
    Trouble trouble =
        new Trouble(
            Math.min(1, s.lens().fog()), s.lens().dark() ? 1 : 0, DrawnFaces.blurred(s, unusable));
    return CameraVariation.of(photo.jpeg(), s.photoSeed(), trouble);
  }

  /** Thresholds for rendered faces, one policy for each gallery. */
  @Override
  public List<Policy> policies() {
    return galleries.stream()
        .map(id -> RenderedFacesPolicy.refusingBlur(population.plan(), id))
        .toList();
  }

  @Override
  public String inPhotosOf(String subjectId) {
    Integer face = faceOfSubject.get(subjectId);
    return face == null ? subjectId : "face-" + face;
  }
}
