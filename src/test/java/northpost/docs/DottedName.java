package northpost.docs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name with dots that is not ours alone: a setting of Flink or Kafka, a value of the chart, a
 * field of Elasticsearch, a library. One that begins with a dot is the end of a field.
 */
final class DottedName implements NameKind {
  private static final Pattern NAME =
      Pattern.compile("(\\.?[a-z][\\w-]*(?:\\.[\\w-]+)+|\\.[a-z_]+)(?:(?:: |=)(.+))?");
  private static final Pattern LIBRARY = Pattern.compile("[a-z][\\w.-]*:[\\w.-]+|@[\\w/-]+");

  /** Takes the place of one of the build where there is a graphics card. */
  private static final String FOR_GRAPHICS_CARDS = "com.microsoft.onnxruntime:onnxruntime_gpu";

  @Override
  public boolean claims(String text) {
    return LIBRARY.matcher(text).matches() || NAME.matcher(text).matches();
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    if (LIBRARY.matcher(text).matches()) {
      return DocumentNames.unless(isLibrary(text), "expected a library of the build");
    }
    Matcher name = NAME.matcher(text);
    if (!name.matches()) {
      return Optional.of("expected a name");
    }
    String key = name.group(1);
    if (key.startsWith(".")) {
      boolean field =
          ForeignKeys.elasticsearchFields().stream().anyMatch(each -> each.endsWith(key));
      return DocumentNames.unless(
          field
              || Code.fileNames().stream().anyMatch(each -> each.endsWith(key))
              || Code.text().contains("\"" + key + "\""),
          "expected the end of a field of Elasticsearch, or of a file's name");
    }
    if (ForeignKeys.chart().contains(key)) {
      return name.group(2) == null ? Optional.empty() : ForeignKeys.chartFault(key, name.group(2));
    }
    return DocumentNames.unless(
        ForeignKeys.flink().contains(key)
            || ForeignKeys.kafka().contains(key)
            || ForeignKeys.elasticsearchFields().contains(key)
            || Code.dotted().contains(key),
        "got "
            + key
            + ", expected a setting of Flink or Kafka, a value of the chart, a field of"
            + " Elasticsearch, or a name of the code");
  }

  private static boolean isLibrary(String text) {
    if (text.startsWith("@")) {
      return Code.text().contains(text.substring(1));
    }
    if (text.equals(FOR_GRAPHICS_CARDS)) {
      return true;
    }
    String[] coordinates = text.split(":");
    String folder = coordinates[0].replace('.', '/') + "/" + coordinates[1] + "/";
    return ForeignKeys.libraries().contains("/" + folder)
        || Code.text().contains("<artifactId>" + coordinates[1] + "<")
        || Code.words().contains(coordinates[1]);
  }
}
