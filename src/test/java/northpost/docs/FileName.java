package northpost.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A file or folder of the repository, or one that the build or a command makes. */
final class FileName implements NameKind {
  private static final Pattern FILE =
      Pattern.compile(
          "[\\w.-]+\\.(avro|avsc|csv|java|jar|json|md|ndjson|onnx|properties|txt|xml|ya?ml)");
  private static final Pattern PATH = Pattern.compile("[\\w.-]+/[\\w./<>-]*");
  private static final String PRODUCTS = "target";

  /** Folders of the image, of a deployment, and of the reader's machine. */
  private static final Set<String> ELSEWHERE = Set.of("DIR", "lib", "usrlib", "plugins");

  private static final Set<String> IN_LIBRARIES =
      Set.of("ThirdPartyNotices.txt", "mozilla/public-suffix-list.txt");

  @Override
  public boolean claims(String text) {
    return FILE.matcher(text).matches()
        || PATH.matcher(text).matches()
        || text.startsWith("/")
        || text.equals("Dockerfile");
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    if (text.startsWith("/")) {
      return DocumentNames.unless(
          Code.text().contains(text.replaceAll("/?[?{].*", "")) || text.equals("/usr/lib/jvm"),
          "expected a path that the code names");
    }
    String first = text.split("/", 2)[0];
    if (text.endsWith("-job.jar")) {
      return jarFault(text);
    }
    if (ELSEWHERE.contains(first) && text.contains("/")) {
      return Optional.empty();
    }
    if (first.equals(PRODUCTS) && text.contains("/")) {
      String last = text.substring(text.lastIndexOf('/') + 1);
      return DocumentNames.unless(
          Code.words().contains(last)
              || Code.dotted().contains(last)
              || Code.text().contains(text + "/")
              || Code.testText().contains('"' + last + '"'),
          "expected something that the build or a command makes");
    }
    if (text.contains("/") && Code.rootNames().contains(first)) {
      String there = text.contains("<") ? text.substring(0, text.indexOf('<')) : text;
      return DocumentNames.unless(Files.exists(Path.of(there)), "got no such file or folder");
    }
    String name = text.substring(text.lastIndexOf('/') + 1);
    return DocumentNames.unless(
        Code.fileNames().contains(name)
            || Code.dotted().contains(name)
            || Code.hasLine(text)
            || isEndOfAName(name)
            || IN_LIBRARIES.contains(text),
        "got no such file, and none that the code writes or reads");
  }

  /** Whether the code puts something before it: -rejected.ndjson. */
  private static boolean isEndOfAName(String name) {
    int hyphen = name.lastIndexOf('-');
    return hyphen > 0 && Code.text().contains('"' + name.substring(hyphen) + '"');
  }

  /** What is wrong with the name of the job jar. */
  static Optional<String> jarFault(String text) {
    String pom = Code.read(Path.of("pom.xml"));
    String version =
        pom.replaceAll("(?s).*?<artifactId>northpost</artifactId>\\s*<version>([^<]+)<.*", "$1");
    String expected = "northpost-" + version + "-job.jar";
    return DocumentNames.unless(
        text.replaceFirst("^target/", "").equals(expected), "expected " + expected);
  }
}
