package northpost.synthetic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import northpost.domain.Sha256;

/**
 * Keeps selected populations on disk, so that faces are rendered once: a folder for each plan,
 * network and version of the renderer, with the JPEGs and a population.json that lists them.
 *
 * <p>A folder gets its name only when it is complete, and what is read is checked against the
 * digests in population.json, so a broken folder is rendered anew, never used.
 */
public final class PopulationCache {
  private static final String MANIFEST = "population.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path directory;

  public PopulationCache(Path directory) {
    this.directory = directory;
  }

  /** What population.json holds. */
  record Manifest(
      PopulationPlan plan,
      String selectedBy,
      int rendererVersion,
      Population.Selection selection,
      List<Person> persons) {

    /** Digests are SHA-256, hexadecimal. */
    record Person(long seed, String reference, List<Photo> photos) {}

    record Photo(int number, String digest) {}
  }

  /**
   * The kept population of a plan; rendered, selected and kept first where there is none.
   *
   * @param selectedBy names what made the templates, since another network keeps other people
   * @param embedding as in {@link PopulationSelector#select}; not called when one is kept
   * @throws UncheckedIOException when the folder cannot be written
   */
  public Population get(
      PopulationPlan plan,
      String selectedBy,
      Function<byte[], float[]> embedding,
      Progress progress) {
    Path folder = directory.resolve(key(plan, selectedBy));
    Optional<Population> known = read(folder, plan, selectedBy);
    if (known.isPresent()) {
      return known.get();
    }
    Population made = PopulationSelector.select(plan, embedding, progress);
    try {
      write(folder, made, selectedBy);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep rendered faces in " + folder, e);
    }
    return made;
  }

  static String key(PopulationPlan plan, String selectedBy) {
    String all = RenderedFaces.VERSION + "|" + selectedBy + "|" + plan;
    return Sha256.hex(all.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private static Optional<Population> read(Path folder, PopulationPlan plan, String selectedBy) {
    try {
      Manifest manifest = JSON.readValue(folder.resolve(MANIFEST).toFile(), Manifest.class);
      if (!manifest.plan.equals(plan)
          || !manifest.selectedBy.equals(selectedBy)
          || manifest.rendererVersion != RenderedFaces.VERSION
          || manifest.persons.size() != plan.people() + plan.strangers()) {
        return Optional.empty();
      }
      List<RenderedPerson> persons = new ArrayList<>();
      for (int i = 0; i < manifest.persons.size(); i++) {
        persons.add(readPerson(folder, i, manifest.persons.get(i)));
      }
      return Optional.of(
          new Population(
              plan,
              persons.subList(0, plan.people()),
              persons.subList(plan.people(), persons.size()),
              manifest.selection));
    } catch (IOException e) {
      // Absent, cut short or altered: all are answered by rendering anew.
      return Optional.empty();
    }
  }

  private static RenderedPerson readPerson(Path folder, int index, Manifest.Person person)
      throws IOException {
    byte[] reference = readJpeg(folder.resolve(fileName(index, 0)), person.reference);
    List<RenderedPerson.Photo> photos = new ArrayList<>();
    for (Manifest.Photo photo : person.photos) {
      photos.add(
          new RenderedPerson.Photo(
              photo.number, readJpeg(folder.resolve(fileName(index, photo.number)), photo.digest)));
    }
    return new RenderedPerson(new RenderedIdentity(person.seed), reference, photos);
  }

  private static byte[] readJpeg(Path file, String digest) throws IOException {
    byte[] jpeg = Files.readAllBytes(file);
    String got = Sha256.hex(jpeg);
    if (!got.equals(digest)) {
      throw new IOException(file + ": got digest " + got + ", expected " + digest);
    }
    return jpeg;
  }

  private void write(Path folder, Population population, String selectedBy) throws IOException {
    Files.createDirectories(directory);
    Path unfinished = Files.createTempDirectory(directory, "unfinished-");
    try {
      List<RenderedPerson> all =
          Stream.concat(population.people().stream(), population.strangers().stream()).toList();
      List<Manifest.Person> listed = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        RenderedPerson person = all.get(i);
        Files.write(unfinished.resolve(fileName(i, 0)), person.reference());
        List<Manifest.Photo> photos = new ArrayList<>();
        for (RenderedPerson.Photo photo : person.photos()) {
          Files.write(unfinished.resolve(fileName(i, photo.number())), photo.jpeg());
          photos.add(new Manifest.Photo(photo.number(), Sha256.hex(photo.jpeg())));
        }
        listed.add(
            new Manifest.Person(person.identity().seed(), Sha256.hex(person.reference()), photos));
      }
      Manifest manifest =
          new Manifest(
              population.plan(), selectedBy, RenderedFaces.VERSION, population.selection(), listed);
      JSON.writeValue(unfinished.resolve(MANIFEST).toFile(), manifest);
      // Only a broken folder can have the name by now, or a whole one that another process made.
      if (read(folder, population.plan(), selectedBy).isEmpty()) {
        delete(folder);
        rename(unfinished, folder, population.plan(), selectedBy);
      }
    } finally {
      delete(unfinished);
    }
  }

  private static void rename(Path from, Path to, PopulationPlan plan, String selectedBy)
      throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (read(to, plan, selectedBy).isEmpty()) {
        throw e;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static String fileName(int person, int photo) {
    return photo == 0 ? person + "-reference.jpg" : person + "-" + photo + ".jpg";
  }
}
