package northpost.synthetic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import northpost.domain.ComparisonScore;

/**
 * Draws people one after the other and keeps those the networks find and can tell apart.
 *
 * <p>Rendering is done ahead on a few threads; whom it keeps depends on the order of drawing only,
 * so the same plan and networks select the same people.
 */
public final class PopulationSelector {
  private static final int THREADS = 2;

  /** People rendered ahead of the one looked at. */
  private static final int AHEAD = 4;

  /** Photos tried for each photo wanted. */
  private static final int TRIES = 3;

  /** Variations that each photo is tried with: the face must be found in them too. */
  private static final int VARIATIONS = 3;

  /** After this many draws for each person wanted, the plan cannot be met. */
  private static final int MOST_DRAWS_EACH = 40;

  private final PopulationPlan plan;
  private final Function<byte[], float[]> embedding;
  private final Progress progress;
  private final List<Kept> kept = new ArrayList<>();

  private int drawn;
  private int referenceNotFound;
  private int tooAlike;
  private int tooFewPhotos;
  private int photosDrawn;
  private int photosNotFound;
  private int photosTooFar;
  private int photosTooNearAnother;

  private PopulationSelector(
      PopulationPlan plan, Function<byte[], float[]> embedding, Progress progress) {
    this.plan = plan;
    this.embedding = embedding;
    this.progress = progress;
  }

  /** A person kept, with the templates that later ones are held against. */
  private record Kept(RenderedPerson person, float[] reference, List<float[]> photos) {}

  /** A person drawn, with the reference photo on its way. */
  private record Drawn(RenderedIdentity identity, CompletableFuture<byte[]> reference) {}

  /**
   * @param embedding a photo's unit-length template, null when no face is found; called by one
   *     thread only
   * @throws IllegalStateException when the plan cannot be met
   */
  public static Population select(
      PopulationPlan plan, Function<byte[], float[]> embedding, Progress progress) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, PopulationSelector::daemon);
    try {
      return new PopulationSelector(plan, embedding, progress).run(threads);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "render-faces");
    thread.setDaemon(true);
    return thread;
  }

  private Population run(ExecutorService threads) {
    int wanted = plan.people() + plan.strangers();
    int most = MOST_DRAWS_EACH * wanted;
    Deque<Drawn> ahead = new ArrayDeque<>();
    long next = 0;
    progress.made(0, wanted);
    while (kept.size() < wanted) {
      while (ahead.size() < AHEAD) {
        RenderedIdentity identity = new RenderedIdentity(SeededDraw.derived(plan.seed(), next++));
        ahead.add(
            new Drawn(
                identity,
                CompletableFuture.supplyAsync(() -> RenderedFaces.reference(identity), threads)));
      }
      if (drawn == most) {
        throw new IllegalStateException(
            "population: after "
                + drawn
                + " draws got "
                + kept.size()
                + ", expected "
                + wanted
                + " people further apart than "
                + plan.apart());
      }
      Drawn person = ahead.remove();
      drawn++;
      look(person.identity, finished(person.reference), threads);
      progress.made(kept.size(), wanted);
    }
    List<RenderedPerson> all = kept.stream().map(Kept::person).toList();
    return new Population(
        plan,
        all.subList(0, plan.people()),
        all.subList(plan.people(), wanted),
        new Population.Selection(
            drawn,
            referenceNotFound,
            tooAlike,
            tooFewPhotos,
            photosDrawn,
            photosNotFound,
            photosTooFar,
            photosTooNearAnother));
  }

  private void look(RenderedIdentity identity, byte[] photo, ExecutorService threads) {
    float[] reference = embedding.apply(photo);
    if (reference == null) {
      referenceNotFound++;
      return;
    }
    if (tooAlike(reference)) {
      tooAlike++;
      return;
    }
    List<RenderedPerson.Photo> photos = new ArrayList<>();
    List<float[]> templates = new ArrayList<>();
    Deque<CompletableFuture<RenderedPerson.Photo>> ahead = new ArrayDeque<>();
    int most = TRIES * plan.photosEach();
    int next = 1;
    while (photos.size() < plan.photosEach() && (next <= most || !ahead.isEmpty())) {
      while (next <= most && ahead.size() < Math.max(1, plan.photosEach() - photos.size())) {
        int number = next++;
        ahead.add(
            CompletableFuture.supplyAsync(
                () -> new RenderedPerson.Photo(number, RenderedFaces.capture(identity, number)),
                threads));
      }
      RenderedPerson.Photo taken = finished(ahead.remove());
      photosDrawn++;
      if (keeps(taken, templates, reference)) {
        photos.add(taken);
      }
    }
    if (photos.size() < plan.photosEach()) {
      tooFewPhotos++;
      return;
    }
    kept.add(new Kept(new RenderedPerson(identity, photo, photos), reference, templates));
  }

  /** Whether the person would be taken for one kept before, or one kept before for the person. */
  private boolean tooAlike(float[] reference) {
    for (Kept other : kept) {
      if (ComparisonScore.distance(reference, other.reference) <= plan.apart()) {
        return true;
      }
      for (float[] photo : other.photos) {
        double own = ComparisonScore.distance(photo, other.reference);
        if (confusable(own, ComparisonScore.distance(photo, reference))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a photo, and some variations of it, can be told for its own person's. */
  private boolean keeps(RenderedPerson.Photo photo, List<float[]> templates, float[] reference) {
    float[] template = embedding.apply(photo.jpeg());
    if (!recognised(template, reference)) {
      return false;
    }
    for (int seed = 1; seed <= VARIATIONS; seed++) {
      if (!recognised(embedding.apply(CameraVariation.of(photo.jpeg(), seed)), reference)) {
        return false;
      }
    }
    templates.add(template);
    return true;
  }

  private boolean recognised(float[] template, float[] reference) {
    if (template == null) {
      photosNotFound++;
      return false;
    }
    double own = ComparisonScore.distance(template, reference);
    if (own > plan.matchDistance() - plan.headroom()) {
      photosTooFar++;
      return false;
    }
    for (Kept other : kept) {
      if (confusable(own, ComparisonScore.distance(template, other.reference))) {
        photosTooNearAnother++;
        return false;
      }
    }
    return true;
  }

  private boolean confusable(double own, double other) {
    return other < plan.matchDistance() + plan.headroom()
        || other - own < plan.margin() + plan.headroom();
  }

  private static <T> T finished(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("rendering a face failed", e.getCause());
    }
  }
}
