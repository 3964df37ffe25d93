package northpost.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import northpost.domain.ComparisonScore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PopulationSelectorTest {
  private static final PopulationPlan PLAN = new PopulationPlan(3, 3, 1, 1, .11, .08, .01, .01);
  private static final ClothesEmbedding EMBEDDING = new ClothesEmbedding();

  private static final List<Integer> HEARD = new ArrayList<>();
  private static Population population;

  @BeforeAll
  static void select() {
    population = PopulationSelector.select(PLAN, EMBEDDING, (done, total) -> HEARD.add(done));
  }

  @Test
  void keepsPeopleWhoAreApartAndPhotosThatAreTheirOwn() {
    assertThat(population.people()).hasSize(3);
    assertThat(population.strangers()).hasSize(1);
    List<RenderedPerson> all =
        Stream.concat(population.people().stream(), population.strangers().stream()).toList();
    for (RenderedPerson one : all) {
      float[] photo = EMBEDDING.apply(one.photos().get(0).jpeg());
      for (RenderedPerson other : all) {
        float[] reference = EMBEDDING.apply(other.reference());
        double distance = ComparisonScore.distance(photo, reference);
        if (one == other) {
          assertThat(distance).isLessThanOrEqualTo(PLAN.matchDistance() - PLAN.headroom());
        } else {
          assertThat(ComparisonScore.distance(EMBEDDING.apply(one.reference()), reference))
              .isGreaterThan(PLAN.apart());
          assertThat(distance).isGreaterThanOrEqualTo(PLAN.matchDistance() + PLAN.headroom());
        }
      }
    }
    assertThat(HEARD).startsWith(0).endsWith(4).isSorted();
  }

  @Test
  void accountsForEveryoneDrawnAndSaysSoInOneLine() {
    Population.Selection s = population.selection();

    assertThat(s.tooAlike()).isPositive();
    assertThat(s.referenceNotFound() + s.tooAlike() + s.tooFewPhotos() + 4).isEqualTo(s.drawn());
    assertThat(population.describe())
        .contains("rendered faces, selected to be apart (not an accuracy figure)")
        .contains("of " + s.drawn() + " drawn")
        .contains("dropped " + s.tooAlike() + " too alike");
  }

  @Test
  void selectsTheSamePeopleEachTime() {
    Population one = population;
    Population two = PopulationSelector.select(PLAN, EMBEDDING, Progress.NONE);

    assertThat(two.selection()).isEqualTo(one.selection());
    assertThat(two.people().stream().map(p -> p.identity().seed()))
        .containsExactlyElementsOf(one.people().stream().map(p -> p.identity().seed()).toList());
    assertThat(two.people().get(2).photos().get(0).jpeg())
        .isEqualTo(one.people().get(2).photos().get(0).jpeg());
  }

  @Test
  void dropsPhotosInWhichNoFaceIsFoundAndCountsThem() {
    PopulationPlan plan = new PopulationPlan(3, 1, 0, 1, .1, .5, .01, .01);
    List<Integer> asked = new ArrayList<>();
    // The reference of the first person is not found, nor the second person's first photo.
    Population selected =
        PopulationSelector.select(
            plan,
            jpeg -> {
              asked.add(jpeg.length);
              return asked.size() == 1 || asked.size() == 3 ? null : new float[] {1, 0};
            },
            Progress.NONE);

    assertThat(selected.selection().referenceNotFound()).isEqualTo(1);
    assertThat(selected.selection().photosNotFound()).isEqualTo(1);
    assertThat(selected.selection().photosDrawn()).isEqualTo(2);
    assertThat(selected.people().get(0).photos().get(0).number()).isEqualTo(2);
  }

  @Test
  void saysWhenThePlanCannotBeMet() {
    PopulationPlan plan = new PopulationPlan(3, 1, 0, 1, .1, .5, .01, .01);

    assertThatThrownBy(() -> PopulationSelector.select(plan, jpeg -> null, Progress.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after 40 draws got 0, expected 1");
  }

  @Test
  void statesTheDistanceAsAScore() {
    assertThat(PLAN.matchScore()).isEqualTo(.96);
    assertThat(PLAN.marginScore()).isEqualTo(.005);
  }
}
