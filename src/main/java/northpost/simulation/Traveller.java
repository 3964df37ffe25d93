package northpost.simulation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.DeclaredTraits;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.TravellerClass;
import northpost.synthetic.Population;
import northpost.synthetic.RenderedPerson;

/**
 * A rendered or drawn person with papers, or a stranger without.
 *
 * @param number different for each person
 * @param reference null for a stranger
 * @param person null where the face is drawn
 */
record Traveller(
    int number,
    String subjectId,
    TravellerClass travellerClass,
    Reference reference,
    RenderedPerson person) {

  private static final long SUBJECT = 11;
  private static final long REFERENCE = 12;
  private static final long PAPERS = 13;
  private static final String[] REGIONS = {"NORTH_AMERICA", "EUROPE", "ASIA", "AFRICA"};

  /** The people of the population, with references valid at {@code now}, then its strangers. */
  static List<Traveller> of(Population population, String galleryId, Instant now) {
    long seed = population.plan().seed();
    List<Traveller> travellers = new ArrayList<>();
    for (RenderedPerson person : population.people()) {
      travellers.add(enrolled(person, seed, travellers.size(), galleryId, now));
    }
    for (RenderedPerson person : population.strangers()) {
      int number = travellers.size();
      Chance chance = new Chance(Chance.derived(Chance.derived(seed, PAPERS), number));
      travellers.add(
          new Traveller(number, subjectId(seed, number), drawClass(chance), null, person));
    }
    return travellers;
  }

  /** A person whose face is drawn, with a reference valid at {@code now}. */
  static Traveller drawn(int number, long seed, String galleryId, Instant now) {
    Chance chance = new Chance(Chance.derived(Chance.derived(seed, PAPERS), number));
    TravellerClass travellerClass = drawClass(chance);
    DeclaredTraits declared =
        new DeclaredTraits(
            chance.happens(.5) ? "FEMALE" : "MALE",
            1940 + 10 * chance.below(7),
            drawRegion(travellerClass, chance));
    Reference reference = reference(number, seed, galleryId, travellerClass, declared, now, chance);
    return new Traveller(number, reference.subjectId(), travellerClass, reference, null);
  }

  /** The stranger of that number, whose face is drawn. */
  static Traveller drawnStranger(int number, long seed) {
    Chance chance = new Chance(Chance.derived(Chance.derived(seed, PAPERS), number));
    return new Traveller(number, subjectId(seed, number), drawClass(chance), null, null);
  }

  /** The same face and class with papers of their own: a person under another identity. */
  Traveller underPapersOf(Traveller other) {
    return new Traveller(number, other.subjectId, travellerClass, other.reference, person);
  }

  private static Traveller enrolled(
      RenderedPerson person, long seed, int number, String galleryId, Instant now) {
    Chance chance = new Chance(Chance.derived(Chance.derived(seed, PAPERS), number));
    TravellerClass travellerClass = drawClass(chance);
    int birthYear = now.atZone(ZoneOffset.UTC).getYear() - person.identity().ageYears();
    DeclaredTraits declared =
        new DeclaredTraits(
            person.identity().declaredSex(),
            birthYear / 10 * 10,
            drawRegion(travellerClass, chance));
    Reference reference = reference(number, seed, galleryId, travellerClass, declared, now, chance);
    return new Traveller(number, reference.subjectId(), travellerClass, reference, person);
  }

  private static Reference reference(
      int number,
      long seed,
      String galleryId,
      TravellerClass travellerClass,
      DeclaredTraits declared,
      Instant now,
      Chance chance) {
    return new Reference(
        Chance.id("r-", Chance.derived(seed, REFERENCE), number),
        subjectId(seed, number),
        List.of(galleryId),
        drawSource(travellerClass, chance),
        travellerClass,
        declared,
        day(now, -1 - chance.below(5 * 365)),
        day(now, 30 + chance.below(9 * 365)),
        null);
  }

  private static String subjectId(long seed, int number) {
    return Chance.id("s-", Chance.derived(seed, SUBJECT), number);
  }

  /** Midnight UTC, this many days away. */
  private static Instant day(Instant now, int days) {
    return now.atZone(ZoneOffset.UTC)
        .toLocalDate()
        .plusDays(days)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  private static TravellerClass drawClass(Chance chance) {
    double which = chance.share();
    return which < .5
        ? TravellerClass.US_CITIZEN
        : which < .56
            ? TravellerClass.LAWFUL_PERMANENT_RESIDENT
            : which < .97 ? TravellerClass.FOREIGN_NATIONAL : TravellerClass.UNKNOWN;
  }

  private static ReferenceSource drawSource(TravellerClass travellerClass, Chance chance) {
    double which = chance.share();
    if (which < .6) {
      return ReferenceSource.PASSPORT;
    }
    if (which < .75) {
      return travellerClass == TravellerClass.FOREIGN_NATIONAL
          ? ReferenceSource.VISA
          : ReferenceSource.PASSPORT;
    }
    return which < .9 ? ReferenceSource.PRIOR_CROSSING : ReferenceSource.ENROLMENT;
  }

  private static String drawRegion(TravellerClass travellerClass, Chance chance) {
    boolean near = travellerClass == TravellerClass.US_CITIZEN || chance.happens(.7);
    return near ? REGIONS[0] : REGIONS[1 + chance.below(REGIONS.length - 1)];
  }

  boolean stranger() {
    return reference == null;
  }

  boolean drawn() {
    return person == null;
  }

  /** The gallery in which the person is searched. */
  String galleryId() {
    return reference.galleryIds().get(0);
  }

  ReferenceUpdate enrolment(int number) {
    return new ReferenceUpdate(
        reference.referenceId(),
        ReferenceUpdate.Kind.ENROL,
        reference,
        person.reference(),
        new SourcePosition(Simulator.SOURCE, 0, number));
  }
}
