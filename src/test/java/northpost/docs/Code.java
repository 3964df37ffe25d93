package northpost.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the repository holds beside its documents: files, and the words of its code, resources and
 * configuration. Comments of Java code and the tests' own text are left out, so that a wrong name
 * there excuses none in a document.
 */
final class Code {
  private static final List<String> ROOTS =
      List.of(
          "src/main",
          "src/servers",
          "src/bench",
          "src/image",
          "flink-conf",
          "conf",
          "helm",
          "kibana/dashboards",
          "kibana/data-views",
          "kibana/rules",
          "models/manifest.yaml",
          "pom.xml",
          "northpost",
          "Dockerfile");

  private static final Set<String> TEXTS =
      Set.of(
          "java",
          "json",
          "avsc",
          "avdl",
          "yaml",
          "yml",
          "csv",
          "xml",
          "properties",
          "js",
          "html",
          "css",
          "tpl",
          "txt",
          "md",
          "c",
          "cpp",
          "py",
          "northpost",
          "Dockerfile");

  private static final Set<String> PRODUCTS =
      Set.of("target", "evaluation", "node_modules", ".git");

  private static final Pattern COMMENT = Pattern.compile("/\\*(?s:.*?)\\*/|(?m:(?<![:\"])//.*$)");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w+)");
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_@][\\w-]*(?:\\.[\\w-]+)+");

  /** Tests' own names, but for those of the tests of documents, which plant wrong ones. */
  private static final Path TESTS = Path.of("src/test/java/northpost");

  private static final Path PLANTED = TESTS.resolve("docs");

  private static final Set<String> FILE_NAMES = new HashSet<>();
  private static final Map<String, Path> JAVA = new HashMap<>();
  private static final Set<String> TYPES = new HashSet<>();
  private static final String TEXT;
  private static final String TEST_TEXT;
  private static final Set<String> WORDS;
  private static final Set<String> TEST_WORDS;
  private static final Set<String> DOTTED_WORDS;

  static {
    try {
      visit();
      StringBuilder text = new StringBuilder();
      for (String root : ROOTS) {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            text.append(file.toString()).append('\n');
            if (TEXTS.contains(extension(file))) {
              text.append(withoutComments(file)).append('\n');
            }
          }
        }
      }
      TEXT = text.toString();
      StringBuilder tests = new StringBuilder();
      for (Path file : JAVA.values()) {
        if (file.startsWith(TESTS) && !file.startsWith(PLANTED)) {
          tests.append(withoutComments(file)).append('\n');
        }
      }
      TEST_TEXT = tests.toString();
      WORDS = wordsIn(TEXT);
      TEST_WORDS = wordsIn(TEST_TEXT);
      DOTTED_WORDS =
          DOTTED.matcher(TEXT).results().map(word -> word.group()).collect(Collectors.toSet());
      for (Path file : JAVA.values()) {
        TYPE.matcher(read(file)).results().forEach(type -> TYPES.add(type.group(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Code() {}

  private static void visit() throws IOException {
    Files.walkFileTree(
        Path.of("."),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            if (PRODUCTS.contains(name)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            FILE_NAMES.add(name);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            FILE_NAMES.add(name);
            if (name.endsWith(".java")) {
              JAVA.put(name.replace(".java", ""), file.normalize());
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String withoutComments(Path file) {
    String text = read(file);
    return file.toString().endsWith(".java") ? COMMENT.matcher(text).replaceAll("") : text;
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All text, with the names of the files that it is of. */
  static String text() {
    return TEXT;
  }

  /** Words with and without the hyphens in them. */
  static Set<String> words() {
    return WORDS;
  }

  /** The same of the tests. */
  static Set<String> testWords() {
    return TEST_WORDS;
  }

  static String testText() {
    return TEST_TEXT;
  }

  /** Names with dots in them, whole. */
  static Set<String> dotted() {
    return DOTTED_WORDS;
  }

  /** Names of all files and folders, those of tests included. */
  static Set<String> fileNames() {
    return FILE_NAMES;
  }

  /** Every class, record, interface and enum, those of tests included. */
  static Set<String> types() {
    return TYPES;
  }

  static Optional<Path> sourceOf(String type) {
    return Optional.ofNullable(JAVA.get(type));
  }

  static Set<String> wordsOf(Path file) {
    return wordsIn(withoutComments(file));
  }

  /** Whether a text, such as an option of another program, stands in the code as a word. */
  static boolean hasLine(String text) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(text) + "(?![\\w-])").matcher(TEXT).find();
  }

  /** Words of a file that begin so. */
  static Set<String> quotedWords(Path file, String start) {
    return wordsIn(read(file)).stream()
        .filter(word -> word.startsWith(start))
        .collect(Collectors.toSet());
  }

  /** What stands in the root folder. */
  static Set<String> rootNames() {
    try (Stream<Path> files = Files.list(Path.of("."))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !PRODUCTS.contains(name))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> wordsIn(String text) {
    List<String> words = new ArrayList<>(Arrays.asList(text.split("[^\\w@-]+")));
    words.addAll(Arrays.asList(text.split("\\W+")));
    return new HashSet<>(words);
  }
}
