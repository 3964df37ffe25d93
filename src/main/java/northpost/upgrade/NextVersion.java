package northpost.upgrade;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.domain.Reference;

/**
 * The sources of a next version of the job: each type of state has a field more, and whoever writes
 * and reads it does so with the field.
 */
final class NextVersion {
  private static final String LAYOUT = "northpost.stream.Layout";
  private static final String REFERENCES = "northpost.gallery.ReferenceSerializer";

  private final Path sources;
  private final JavaParser parser =
      new JavaParser(
          new ParserConfiguration()
              .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17)
              .setAttributeComments(false));

  /** Those that were read, by file below the sources; a record may share its file. */
  private final Map<Path, CompilationUnit> edited = new LinkedHashMap<>();

  /**
   * The next version of what is in a folder, which stays as it is.
   *
   * @param sources root of the packages
   */
  NextVersion(Path sources) {
    this.sources = sources;
  }

  /**
   * Adds a field to each of these records, to their layouts, and to the serializer of references.
   *
   * @return the sources that differ then, by file below the folder
   * @throws IOException when one is not there, or is no Java
   */
  Map<Path, String> withAFieldMoreIn(Collection<Class<?>> types) throws IOException {
    Map<String, String> added = new TreeMap<>();
    for (Class<?> type : types) {
      String field = AddedField.addToRecord(record(type));
      if (added.put(type.getSimpleName(), field) != null) {
        throw new IOException(
            type.getName() + ": got a second type of this name, expected one alone");
      }
    }
    int version = AddedField.raise(type(LAYOUT), "VERSION");
    for (ClassOrInterfaceDeclaration layout : layouts(added.keySet())) {
      String field = added.get(AddedField.typeOfLayout(layout).orElseThrow());
      AddedField.addToLayout(layout, field, version);
    }
    String reference = Reference.class.getSimpleName();
    if (added.containsKey(reference)) {
      AddedField.raise(type(REFERENCES), "FORMAT");
      AddedField.addToSerializer(type(REFERENCES), reference, added.get(reference));
    }
    return edited.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, file -> file.getValue().toString()));
  }

  private RecordDeclaration record(Class<?> type) throws IOException {
    return unit(file(type.getName()))
        .findFirst(
            RecordDeclaration.class, found -> found.getNameAsString().equals(type.getSimpleName()))
        .orElseThrow(
            () -> new IOException(file(type.getName()) + ": got no record " + type.getName()));
  }

  private ClassOrInterfaceDeclaration type(String name) throws IOException {
    return unit(file(name))
        .findFirst(ClassOrInterfaceDeclaration.class)
        .orElseThrow(() -> new IOException(file(name) + ": got no class, expected " + name));
  }

  /** The layouts of these records. */
  private List<ClassOrInterfaceDeclaration> layouts(Set<String> records) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files = all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    List<ClassOrInterfaceDeclaration> layouts = new ArrayList<>();
    for (Path file : files) {
      if (!Files.readString(file).contains("implements Layout<")) {
        continue;
      }
      ClassOrInterfaceDeclaration type =
          parse(file).findFirst(ClassOrInterfaceDeclaration.class).orElseThrow();
      if (AddedField.typeOfLayout(type).filter(records::contains).isPresent()) {
        layouts.add(
            unit(sources.relativize(file))
                .findFirst(ClassOrInterfaceDeclaration.class)
                .orElseThrow());
      }
    }
    return layouts;
  }

  private static Path file(String type) {
    return Path.of(type.replaceFirst("\\$.*", "").replace('.', '/') + ".java");
  }

  private CompilationUnit unit(Path file) throws IOException {
    CompilationUnit unit = edited.get(file);
    if (unit == null) {
      unit = parse(sources.resolve(file));
      edited.put(file, unit);
    }
    return unit;
  }

  private CompilationUnit parse(Path file) throws IOException {
    ParseResult<CompilationUnit> parsed = parser.parse(file);
    return parsed
        .getResult()
        .filter(unit -> parsed.isSuccessful())
        .orElseThrow(() -> new IOException(file + ": expected Java, got " + parsed.getProblems()));
  }
}
