package northpost.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import northpost.sink.DocumentKind;

/** An index or its alias, a role, an alert rule, or a name that the chart gives: northpost-... */
final class IndexName implements NameKind {
  private static final String MONTH = "-yyyy.MM";

  @Override
  public boolean claims(String text) {
    return text.matches("northpost-[a-z][a-zA-Z.-]*");
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    Set<String> known = new TreeSet<>();
    Arrays.stream(DocumentKind.values()).map(DocumentKind::alias).forEach(known::add);
    if (text.endsWith(MONTH)) {
      return DocumentNames.unless(
          known.contains(text.substring(0, text.length() - MONTH.length())),
          "expected an index of one of " + known);
    }
    known.addAll(names("src/main/resources/elasticsearch"));
    known.addAll(names("kibana/rules"));
    known.addAll(Code.quotedWords(Path.of("helm/northpost/values.yaml"), "northpost-"));
    return DocumentNames.unless(
        known.contains(text), "expected an alias, role, rule or secret: " + known);
  }

  private static Set<String> names(String folder) {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      files
          .map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
          .forEach(
              name -> {
                names.add(name);
                names.add("northpost-" + name);
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
