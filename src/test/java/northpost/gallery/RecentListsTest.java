package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentListsTest {
  private final RecentLists recent = new RecentLists();

  @Test
  void makesEqualListsOne() {
    List<String> first = recent.shared(new ArrayList<>(List.of("a", "b")));
    assertThat(recent.shared(new ArrayList<>(List.of("a", "b")))).isSameAs(first);
    assertThat(first).containsExactly("a", "b");
  }

  @Test
  void givesEachListItsOwnContentHoweverManyThereAre() {
    for (int i = 0; i < 5_000; i++) {
      List<String> list = List.of("g-" + i, "h-" + i % 7);
      assertThat(recent.shared(list)).isEqualTo(list);
    }
  }

  @Test
  void keepsAListFromChangesOfTheOneItWasGiven() {
    List<String> given = new ArrayList<>(List.of("a"));
    List<String> shared = recent.shared(given);
    given.add("b");
    assertThat(shared).containsExactly("a");
    assertThatThrownBy(() -> shared.add("c")).isInstanceOf(UnsupportedOperationException.class);
  }
}
