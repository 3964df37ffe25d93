package northpost.testing;

import java.nio.file.Path;
import java.util.List;
import northpost.domain.Policy;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.TravellerClass;
import northpost.face.Extraction;
import northpost.face.FacePipeline;
import northpost.face.FacePipelines;
import northpost.simulation.RenderedFacesPolicy;
import northpost.synthetic.CameraVariation;
import northpost.synthetic.Population;
import northpost.synthetic.PopulationCache;
import northpost.synthetic.PopulationPlan;
import northpost.synthetic.Progress;
import northpost.synthetic.RenderedPerson;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A handful of rendered people whom the real networks tell apart, rendered once for all tests and
 * kept in the build folder. Person i has reference {@code r-i} and subject {@code s-i}.
 *
 * <p>Use: {@code @RegisterExtension static final RenderedFacesFixture faces = new
 * RenderedFacesFixture();}
 */
public final class RenderedFacesFixture implements BeforeAllCallback {
  public static final String GALLERY = References.GALLERY;

  /** People with a reference. */
  public static final int PEOPLE = 6;

  /** Different photos of each person; more are variations of these. */
  private static final int PHOTOS = 2;

  private static final PopulationPlan PLAN = PopulationPlan.of(31, PEOPLE, 2, PHOTOS);

  private Population population;

  @Override
  public void beforeAll(ExtensionContext context) {
    population =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(RenderedFacesFixture.class))
            .getOrComputeIfAbsent(
                Population.class, kind -> RenderedFacesFixture.rendered(), Population.class);
  }

  private static Population rendered() {
    String home = System.getProperty("northpost.home", ".");
    try (FacePipeline pipeline =
        new FacePipelines(Path.of(home, "models").toString(), "cpu").open()) {
      return new PopulationCache(Path.of(home, "target", "rendered-faces"))
          .get(PLAN, pipeline.modelId(), photo -> vector(pipeline.extract(photo)), Progress.NONE);
    }
  }

  private static float[] vector(Extraction extraction) {
    return extraction.template() == null ? null : extraction.template().vector();
  }

  /** The enrolment of a person with the document photo. */
  public ReferenceUpdate enrolment(int person) {
    Reference reference =
        new Reference(
            "r-" + person,
            "s-" + person,
            List.of(GALLERY),
            ReferenceSource.PASSPORT,
            TravellerClass.FOREIGN_NATIONAL,
            null,
            null,
            null,
            null);
    return new ReferenceUpdate(
        reference.referenceId(),
        ReferenceUpdate.Kind.ENROL,
        reference,
        population.people().get(person).reference(),
        new SourcePosition("references", 0, person + 1));
  }

  /**
   * A photo of a person at a lane.
   *
   * @param moment another moment gives other bytes of the same face
   */
  public byte[] photo(int person, int moment) {
    return photo(population.people().get(person), moment);
  }

  /** A photo of someone who has no reference. */
  public byte[] strangerPhoto(int stranger, int moment) {
    return photo(population.strangers().get(stranger), moment);
  }

  private static byte[] photo(RenderedPerson person, int moment) {
    byte[] taken = person.photos().get(moment % PHOTOS).jpeg();
    int variation = moment / PHOTOS;
    return variation == 0 ? taken : CameraVariation.of(taken, variation);
  }

  /** The policy under which each of these people is known, and no stranger. */
  public Policy policy() {
    return RenderedFacesPolicy.of(PLAN, GALLERY);
  }
}
