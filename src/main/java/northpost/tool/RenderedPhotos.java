package northpost.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import northpost.evaluation.LabelledPair;
import northpost.synthetic.RenderedFaces;
import northpost.synthetic.RenderedIdentity;

/**
 * Photos of rendered people whom nobody selected, with all pairs of them. What is measured on them
 * compares methods; it is no accuracy on people.
 */
final class RenderedPhotos {
  private static final int CAPTURES = 4;

  private RenderedPhotos() {}

  /**
   * Renders a document photo and four photos at a lane of each.
   *
   * @param seed of the first person; the next ones follow it
   * @return all pairs of the photos that now lie in the folder
   */
  static List<LabelledPair> render(Path directory, int people, long seed, LineProgress progress)
      throws IOException {
    Files.createDirectories(directory);
    List<String> files = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      RenderedIdentity identity = new RenderedIdentity(seed + person);
      for (int number = 0; number <= CAPTURES; number++) {
        String file = "rendered" + person + "-" + number + ".jpg";
        Files.write(
            directory.resolve(file),
            number == 0
                ? RenderedFaces.reference(identity)
                : RenderedFaces.capture(identity, number));
        files.add(file);
      }
      progress.done(person + 1, people);
    }
    List<LabelledPair> pairs = new ArrayList<>();
    for (int a = 0; a < files.size(); a++) {
      for (int b = 0; b < a; b++) {
        pairs.add(
            new LabelledPair(files.get(a), files.get(b), a / (CAPTURES + 1) == b / (CAPTURES + 1)));
      }
    }
    return pairs;
  }
}
