package northpost.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import northpost.settings.SettingsDocument;
import northpost.settings.SettingsExample;
import northpost.settings.SettingsSchema;

/** The files that are made of the settings: document, schema and example. */
public final class ConfigurationTexts {
  private static final String HEAD = "/configuration-head.md";

  private ConfigurationTexts() {}

  /** docs/configuration.md. */
  public static String document() {
    try (InputStream in = ConfigurationTexts.class.getResourceAsStream(HEAD)) {
      if (in == null) {
        throw new IllegalStateException(HEAD + ": got nothing, expected it on the class path");
      }
      String head = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new SettingsDocument(NorthpostOptions.settings()).text(head);
    } catch (IOException e) {
      throw new UncheckedIOException(HEAD, e);
    }
  }

  /** conf/northpost.schema.json. */
  public static String schema() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return new ObjectMapper()
              .writer(printer)
              .writeValueAsString(
                  new SettingsSchema(NorthpostOptions.settings())
                      .schema("Configuration of Northpost"))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** conf/northpost.yaml. */
  public static String example() {
    return new SettingsExample(NorthpostOptions.settings())
        .text(
            List.of(
                "yaml-language-server: $schema=northpost.schema.json",
                "",
                "Every setting of Northpost, at its default. What has none stands in a comment with an",
                "example. ./northpost config example prints this file, config check holds one against",
                "what is allowed, docs/configuration.md says where else values may come from."));
  }
}
