package northpost.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import northpost.domain.QualityMeasure;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import northpost.face.Quality;
import northpost.synthetic.FaceLikeVectors;

/** The people of a {@link SimulatedYear}, their faces and papers, in tables made once. */
final class YearPeople {
  /** The network that the templates are said to be of: none that exists. */
  static final String MODEL = "face-like";

  private static final int DIMENSION = 128;
  private static final int STRANGERS = 4096;
  private static final int PHOTOS = 4096;
  private static final int QUALITIES = 1024;
  private static final long REFERENCE = 21;
  private static final long SUBJECT = 22;
  private static final long QUALITY = 23;
  private static final Map<SimulatedYear, YearPeople> MADE = new ConcurrentHashMap<>();

  private final SimulatedYear year;
  private final String[] galleryIds;
  private final String[] referenceIds;
  private final FaceLikeVectors vectors;
  private final float[][] faces;
  private final float[][] photos;
  private final List<List<QualityMeasure>> qualities = new ArrayList<>();

  /** The same people for all who ask in this process. */
  static YearPeople of(SimulatedYear year) {
    return MADE.computeIfAbsent(year, YearPeople::new);
  }

  private YearPeople(SimulatedYear year) {
    this.year = year;
    galleryIds = YearPlan.of(year).galleryIds();
    referenceIds = new String[galleryIds.length];
    long ids = Chance.derived(year.seed(), REFERENCE);
    for (int i = 0; i < referenceIds.length; i++) {
      referenceIds[i] = Chance.id("r-", ids, i);
    }
    vectors = new FaceLikeVectors(DIMENSION, year.seed());
    faces = new float[galleryIds.length + STRANGERS][];
    IntStream.range(0, faces.length).parallel().forEach(i -> faces[i] = vectors.person(i));
    photos = new float[PHOTOS][];
    IntStream.range(0, PHOTOS).parallel().forEach(i -> photos[i] = vectors.photo(i));
    Chance chance = new Chance(Chance.derived(year.seed(), QUALITY));
    for (int i = 0; i < QUALITIES; i++) {
      qualities.add(drawn(chance));
    }
  }

  /** Of a photo at a lane; a few are too blurred or too dark to be compared. */
  private static List<QualityMeasure> drawn(Chance chance) {
    Map<Quality, Double> values = new EnumMap<>(Quality.class);
    boolean blurred = chance.happens(.02);
    boolean dark = chance.happens(.01);
    values.put(Quality.INTER_EYE_DISTANCE, chance.between(45, 140));
    values.put(Quality.HEAD_POSE_YAW, chance.between(0, 20));
    values.put(Quality.HEAD_POSE_PITCH, chance.between(0, 15));
    values.put(Quality.HEAD_POSE_ROLL, chance.between(0, 10));
    values.put(Quality.SHARPNESS, blurred ? chance.between(5, 20) : chance.between(35, 90));
    values.put(Quality.LUMINANCE_MEAN, dark ? chance.between(15, 35) : chance.between(80, 180));
    values.put(Quality.UNDER_EXPOSURE_PREVENTION, chance.between(90, 100));
    values.put(Quality.OVER_EXPOSURE_PREVENTION, chance.between(90, 100));
    values.put(Quality.DYNAMIC_RANGE, chance.between(70, 95));
    values.put(Quality.SINGLE_FACE_PRESENT, 100.0);
    List<QualityMeasure> measures = new ArrayList<>();
    values.forEach((quality, value) -> measures.add(new QualityMeasure(quality.measure(), value)));
    return List.copyOf(measures);
  }

  /** How many have a reference. */
  int count() {
    return referenceIds.length;
  }

  String referenceId(int person) {
    return referenceIds[person];
  }

  /** The list that a person is on. */
  String galleryId(int person) {
    return galleryIds[person];
  }

  /** Half of the people are citizens. */
  TravellerClass travellerClass(int person) {
    return switch (person % 8) {
      case 0, 1, 2, 3 -> TravellerClass.US_CITIZEN;
      case 4 -> TravellerClass.LAWFUL_PERMANENT_RESIDENT;
      default -> TravellerClass.FOREIGN_NATIONAL;
    };
  }

  /** A photo of a person. */
  Template template(int person, Chance chance) {
    return new Template(
        FaceLikeVectors.template(faces[person], photos[chance.below(PHOTOS)]), MODEL);
  }

  /** A person without a reference. */
  int stranger(Chance chance) {
    return referenceIds.length + chance.below(STRANGERS);
  }

  List<QualityMeasure> quality(Chance chance) {
    return qualities.get(chance.below(QUALITIES));
  }

  /** Everyone's enrolment. */
  Stream<ReferenceUpdate> references() {
    long subjects = Chance.derived(year.seed(), SUBJECT);
    return IntStream.range(0, referenceIds.length)
        .mapToObj(
            person -> {
              Reference reference =
                  new Reference(
                      referenceIds[person],
                      Chance.id("s-", subjects, person),
                      List.of(galleryIds[person]),
                      ReferenceSource.PASSPORT,
                      travellerClass(person),
                      null,
                      null,
                      null,
                      new Template(vectors.vector(person, 0), MODEL));
              return new ReferenceUpdate(
                  reference.referenceId(),
                  ReferenceUpdate.Kind.ENROL,
                  reference,
                  null,
                  new SourcePosition(YearHour.SOURCE, 0, person + 1L));
            });
  }
}
