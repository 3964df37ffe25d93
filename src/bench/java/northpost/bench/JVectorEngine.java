package northpost.bench;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** jvector's graph: the nearest k are asked for, and those within the distance kept. */
final class JVectorEngine implements SearchEngine {
  private static final int DEGREE = 32;
  private static final int BUILD_BEAM = 100;
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;

  /** How many nearest are asked for. The next larger one is for who needs more recall. */
  private static final int[] NEAREST = {100, 1000, 4000};

  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final ImmutableGraphIndex graph;
  private final RandomAccessVectorValues values;
  private final int nearest;
  private final ThreadLocal<GraphSearcher> searchers;

  private JVectorEngine(ImmutableGraphIndex graph, RandomAccessVectorValues values, int nearest) {
    this.graph = graph;
    this.values = values;
    this.nearest = nearest;
    searchers = ThreadLocal.withInitial(() -> new GraphSearcher(this.graph));
  }

  static List<SearchEngine> build(SearchData data) throws IOException {
    List<VectorFloat<?>> vectors = new ArrayList<>(data.references());
    for (int n = 0; n < data.references(); n++) {
      vectors.add(TYPES.createFloatVector(data.reference(n)));
    }
    RandomAccessVectorValues values = new ListRandomAccessVectorValues(vectors, data.dimension());
    try (GraphIndexBuilder builder =
        new GraphIndexBuilder(
            values,
            VectorSimilarityFunction.EUCLIDEAN,
            DEGREE,
            BUILD_BEAM,
            OVERFLOW,
            ALPHA,
            true)) {
      ImmutableGraphIndex graph = builder.build(values);
      List<SearchEngine> engines = new ArrayList<>();
      for (int nearest : NEAREST) {
        engines.add(new JVectorEngine(graph, values, nearest));
      }
      return engines;
    }
  }

  @Override
  public String name() {
    return "jvector graph, nearest " + nearest;
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public double bytesPerReference() {
    return -1;
  }

  @Override
  public void search(float[][] probes, double maximumSquaredDistance, Found found) {
    double leastScore = 1 / (1 + maximumSquaredDistance);
    for (int p = 0; p < probes.length; p++) {
      SearchScoreProvider scores =
          DefaultSearchScoreProvider.exact(
              TYPES.createFloatVector(probes[p]), VectorSimilarityFunction.EUCLIDEAN, values);
      SearchResult result = searchers.get().search(scores, nearest, Bits.ALL);
      for (SearchResult.NodeScore node : result.getNodes()) {
        if (node.score >= leastScore) {
          found.found(p, node.node, Float.NaN);
        }
      }
    }
  }
}
