package northpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedSearchTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  private static JsonNode body(int number) {
    return JsonNodeFactory.instance.objectNode().put("size", number);
  }

  private JsonNode count(String indices, JsonNode body) {
    return body(asked.incrementAndGet());
  }

  @Test
  void asksOnceForEqualSearchesWithinASecond() throws IOException {
    SharedSearch search = new SharedSearch(this::count, nanos::get);

    JsonNode first = search.search("a", body(0));
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));

    assertThat(search.search("a", body(0))).isSameAs(first);
    assertThat(search.search("a", body(1))).as("another body").isNotEqualTo(first);
    assertThat(search.search("b", body(0))).as("other indices").isNotEqualTo(first);
    assertThat(asked).hasValue(3);
  }

  @Test
  void asksAgainAfterASecond() throws IOException {
    SharedSearch search = new SharedSearch(this::count, nanos::get);

    search.search("a", body(0));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    search.search("a", body(0));

    assertThat(asked).hasValue(2);
  }

  @Test
  void holdsNoAnswerLongerThanItMayBeGiven() throws IOException {
    SharedSearch search = new SharedSearch(this::count, nanos::get);

    for (int i = 0; i < 100; i++) {
      search.search("a", body(i));
    }
    assertThat(search.held()).isEqualTo(100);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    search.search("a", body(100));

    assertThat(search.held()).isEqualTo(1);
  }

  @Test
  void tellsAFailureAndKeepsNone() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    SharedSearch search =
        new SharedSearch(
            (indices, body) -> {
              if (calls.incrementAndGet() == 1) {
                throw new IOException("away");
              }
              return body;
            },
            nanos::get);

    assertThatThrownBy(() -> search.search("a", body(0)))
        .isInstanceOf(IOException.class)
        .hasMessage("away");
    assertThat(search.search("a", body(0))).isEqualTo(body(0));
  }

  @Test
  void hasNoMoreThanFourUnderWay() throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    SharedSearch search =
        new SharedSearch(
            (indices, body) -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              four.countDown();
              awaitQuietly(go);
              underWay.decrementAndGet();
              return body;
            },
            nanos::get);
    ExecutorService viewers = Executors.newFixedThreadPool(12);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        JsonNode body = body(i);
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  try {
                    search.search("a", body);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                },
                viewers));
      }
      assertThat(four.await(60, TimeUnit.SECONDS)).isTrue();
      go.countDown();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      assertThat(most).hasValue(4);
    } finally {
      viewers.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
