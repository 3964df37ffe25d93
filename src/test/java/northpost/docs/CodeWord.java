package northpost.docs;

import java.util.Optional;
import java.util.Set;

/**
 * Anything else: each of its words must be one of the code, its resources or its configuration, of
 * a test, or a metric of Flink.
 */
final class CodeWord implements NameKind {
  /** What Elasticsearch calls the version type that the sink asks its client for. */
  private static final Set<String> ELASTICSEARCH = Set.of("external_gte");

  @Override
  public boolean claims(String text) {
    return true;
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    for (String word : text.split("[^\\w@-]+")) {
      String bare = word.replaceAll("^-+|-+$|@[0-9]+$", "");
      boolean there =
          bare.isEmpty()
              || new LiteralText().claims(bare)
              || bare.matches("[A-Z]+|[a-z]|[0-9].*")
              || Code.words().contains(bare)
              || Code.words().contains(word)
              || Code.testWords().contains(bare)
              || ForeignKeys.flinkMetrics().contains(bare)
              || ELASTICSEARCH.contains(bare)
              || Code.fileNames().contains(bare)
              || Code.rootNames().contains(bare);
      if (!there) {
        return Optional.of("got " + bare + ", expected a word of the code");
      }
    }
    return Optional.empty();
  }
}
