package northpost.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import northpost.synthetic.FaceLikeVectors;

/**
 * What every engine is given: references and probes.
 *
 * @param dimension of every vector
 * @param vectors the references, one after another; a reference's number is its place
 * @param probes every second one mated
 */
public record SearchData(int dimension, float[] vectors, float[][] probes) {
  static final String REFERENCES_FILE = "references.f32";
  static final String PROBES_FILE = "probes.f32";

  /** Draws references, one a person, and probes: another photo of one of them, or a stranger. */
  public static SearchData draw(int references, int dimension, int probes, long seed) {
    long length = (long) references * dimension;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "references x dimension: expected at most 2147483639, got " + length);
    }
    FaceLikeVectors drawn = new FaceLikeVectors(dimension, seed);
    float[] vectors = new float[(int) length];
    for (int n = 0; n < references; n++) {
      System.arraycopy(drawn.vector(n, 0), 0, vectors, n * dimension, dimension);
    }
    return new SearchData(dimension, vectors, probes(drawn, references, probes));
  }

  /** Probes alone: another photo of one of the people, or a stranger, in turns. */
  static float[][] probes(FaceLikeVectors drawn, int references, int probes) {
    float[][] asked = new float[probes][];
    for (int p = 0; p < probes; p++) {
      long person = p % 2 == 0 ? (p * 7919L) % references : references + (long) p;
      asked[p] = drawn.vector(person, 1);
    }
    return asked;
  }

  public int references() {
    return vectors.length / dimension;
  }

  public float[] reference(int number) {
    return Arrays.copyOfRange(vectors, number * dimension, (number + 1) * dimension);
  }

  /** Writes both as little-endian float32, for engines in a process of their own. */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    write(directory.resolve(REFERENCES_FILE), vectors);
    float[] all = new float[probes.length * dimension];
    for (int p = 0; p < probes.length; p++) {
      System.arraycopy(probes[p], 0, all, p * dimension, dimension);
    }
    write(directory.resolve(PROBES_FILE), all);
  }

  private static void write(Path file, float[] values) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (int at = 0; at < values.length; ) {
        int count = Math.min(values.length - at, buffer.capacity() / Float.BYTES);
        buffer.clear();
        buffer.asFloatBuffer().put(values, at, count);
        buffer.limit(count * Float.BYTES);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        at += count;
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static SearchData read(Path directory, int dimension) throws IOException {
    float[] all = read(directory.resolve(PROBES_FILE));
    float[][] probes = new float[all.length / dimension][];
    for (int p = 0; p < probes.length; p++) {
      probes[p] = Arrays.copyOfRange(all, p * dimension, (p + 1) * dimension);
    }
    return new SearchData(dimension, read(directory.resolve(REFERENCES_FILE)), probes);
  }

  private static float[] read(Path file) throws IOException {
    float[] values = new float[(int) (Files.size(file) / Float.BYTES)];
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file)) {
      int at = 0;
      while (at < values.length) {
        buffer.clear();
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
          // until full or at the end
        }
        buffer.flip();
        int count = buffer.remaining() / Float.BYTES;
        buffer.asFloatBuffer().get(values, at, count);
        at += count;
      }
    }
    return values;
  }
}
