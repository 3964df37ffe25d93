package northpost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene103.Lucene103Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FloatVectorSimilarityQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** Lucene: its similarity query over a graph of one segment, or its scorer over all vectors. */
final class LuceneEngine implements SearchEngine {
  private static final String FIELD = "template";
  private static final int LINKS = 16;
  private static final int BUILD_BEAM = 100;
  private static final double BUFFER_MEGABYTES = 1900;

  /** The walk goes on to this multiple of the distance; further gives more recall. */
  private static final double[] WALKS = {1.0, 1.1, 1.25};

  /** Marks the scan of all vectors. */
  private static final double FLAT = 0;

  private final DirectoryReader reader;
  private final double walk;

  private LuceneEngine(DirectoryReader reader, double walk) {
    this.reader = reader;
    this.walk = walk;
  }

  static List<SearchEngine> build(SearchData data, Path directory) throws IOException {
    Directory store = MMapDirectory.open(directory);
    IndexWriterConfig settings =
        new IndexWriterConfig()
            .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
            .setRAMBufferSizeMB(BUFFER_MEGABYTES)
            .setCodec(
                new Lucene103Codec() {
                  @Override
                  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return new Lucene99HnswVectorsFormat(LINKS, BUILD_BEAM);
                  }
                });
    try (IndexWriter writer = new IndexWriter(store, settings)) {
      for (int n = 0; n < data.references(); n++) {
        Document document = new Document();
        document.add(
            new KnnFloatVectorField(FIELD, data.reference(n), VectorSimilarityFunction.EUCLIDEAN));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    DirectoryReader reader = DirectoryReader.open(store);
    List<SearchEngine> engines = new ArrayList<>();
    engines.add(new LuceneEngine(reader, FLAT));
    for (double walk : WALKS) {
      engines.add(new LuceneEngine(reader, walk));
    }
    return engines;
  }

  @Override
  public String name() {
    return walk == FLAT ? "Lucene, all vectors" : "Lucene HNSW, walk to " + walk + " x distance";
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
    try {
      for (int p = 0; p < probes.length; p++) {
        if (walk == FLAT) {
          scan(probes[p], p, maximumSquaredDistance, found);
        } else {
          walk(probes[p], p, maximumSquaredDistance, found);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float score(double squaredDistance) {
    return (float) (1 / (1 + squaredDistance));
  }

  private void walk(float[] probe, int p, double maximumSquaredDistance, Found found)
      throws IOException {
    FloatVectorSimilarityQuery query =
        new FloatVectorSimilarityQuery(
            FIELD,
            probe,
            score(maximumSquaredDistance * walk * walk),
            score(maximumSquaredDistance));
    for (ScoreDoc hit : new IndexSearcher(reader).search(query, reader.maxDoc()).scoreDocs) {
      found.found(p, hit.doc, Float.NaN);
    }
  }

  private void scan(float[] probe, int p, double maximumSquaredDistance, Found found)
      throws IOException {
    float least = score(maximumSquaredDistance);
    for (LeafReaderContext context : reader.leaves()) {
      LeafReader leaf = context.reader();
      FloatVectorValues values = leaf.getFloatVectorValues(FIELD);
      VectorScorer scorer = values.scorer(probe);
      DocIdSetIterator documents = scorer.iterator();
      for (int doc = documents.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = documents.nextDoc()) {
        if (scorer.score() >= least) {
          found.found(p, context.docBase + doc, Float.NaN);
        }
      }
    }
  }
}
