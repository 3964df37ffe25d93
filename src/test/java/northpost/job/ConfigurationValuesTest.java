package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import northpost.settings.AddressesKind;
import northpost.settings.ChoiceKind;
import northpost.settings.DecimalKind;
import northpost.settings.DurationKind;
import northpost.settings.FlagKind;
import northpost.settings.Kind;
import northpost.settings.MemoryKind;
import northpost.settings.PathKind;
import northpost.settings.PatternKind;
import northpost.settings.PropertiesKind;
import northpost.settings.Setting;
import northpost.settings.Sources;
import northpost.settings.UrlsKind;
import northpost.settings.WholeKind;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No right value is refused, wherever it stands, and Flink reads each as it was meant. */
class ConfigurationValuesTest {
  private static final int EACH = 60;
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final List<String> UNITS = List.of("ms", "s", "min", "h", "d");
  private static final long[] MILLIS = {1, 1_000, 60_000, 3_600_000, 86_400_000};

  @TempDir Path folder;
  private final Random random = new Random(7);

  /** A right value: as a text, and what it means. */
  private record Right(String text, Object meaning) {}

  @Test
  void everyRightValueIsTakenAndReadAsItWasMeant() throws IOException {
    int taken = 0;
    for (Setting setting : NorthpostOptions.settings().all()) {
      if (setting.kind() instanceof PropertiesKind) {
        continue;
      }
      for (Right right : rights(setting)) {
        String yaml = yaml(setting.kind(), right.text());
        Path file = Files.writeString(folder.resolve("one.yaml"), setting.key() + ": " + yaml);
        Sources inFile = ConfigurationCheck.sources().file(file);
        Sources asArgument =
            ConfigurationCheck.sources().each("-D", Map.of(setting.key(), right.text()));
        Sources asVariable =
            ConfigurationCheck.withEnvironment(
                ConfigurationCheck.sources(), Map.of(setting.environmentVariable(), right.text()));
        for (Sources sources : List.of(inFile, asArgument, asVariable)) {
          assertThat(sources.findings()).as("%s: %s", setting.key(), yaml).isEmpty();
          Configuration config = sources.configuration();
          assertThat((Object) config.get(setting.option()))
              .as("%s: %s", setting.key(), yaml)
              .isEqualTo(right.meaning());
          taken++;
        }
        JsonNode node =
            YAML.readTree("northpost: {" + setting.key().substring(10) + ": " + yaml + "}");
        assertThat(fits(setting.kind().schema(), node.get("northpost").elements().next()))
            .as("schema, %s: %s", setting.key(), yaml)
            .isTrue();
      }
    }
    System.out.println("right values taken: " + taken + " of " + taken);
    assertThat(taken).isGreaterThan(5_000);
  }

  @Test
  void theSchemaTakesTheExampleAndRefusesWrongTypesAndUnknownKeys() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(ConfigurationTexts.schema());
    assertThat(fits(schema, YAML.readTree(ConfigurationTexts.example()))).isTrue();
    for (String wrong :
        List.of(
            "northpost: {gallery: {shards: many}}",
            "northpost: {gallery: {shards: 721}}",
            "northpost: {galery: {shards: 12}}",
            "northpst: {}",
            "northpost: {match: {wait: 5}}",
            "northpost: {match: {wait: 5 weeks}}",
            "northpost: {decisions: {delivery: twice}}",
            "northpost: {elasticsearch: {urls: 'https://a:1'}}",
            "northpost: {elasticsearch: {urls: ['https://u:p@a:1']}}",
            "northpost: {elasticsearch: {api-key-file: key}}",
            "northpost: {kafka: {properties: [a]}}")) {
      assertThat(fits(schema, YAML.readTree(wrong))).as(wrong).isFalse();
    }
  }

  private List<Right> rights(Setting setting) {
    List<Right> rights = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      rights.add(right(setting, i));
    }
    return rights;
  }

  private Right right(Setting setting, int i) {
    Kind kind = setting.kind();
    if (kind instanceof WholeKind whole) {
      int value =
          i == 0 ? whole.least() : i == 1 ? whole.most() : between(whole.least(), whole.most());
      return new Right(Integer.toString(value), value);
    }
    if (kind instanceof DecimalKind decimal) {
      double share = i == 0 ? 0 : i == 1 ? 1 : random.nextDouble();
      double value = decimal.least() + share * (decimal.most() - decimal.least());
      String text = i % 2 == 0 ? Double.toString(value) : BigDecimal.valueOf(value).toPlainString();
      return new Right(text, value);
    }
    if (kind instanceof FlagKind) {
      return new Right(Boolean.toString(i % 2 == 0), i % 2 == 0);
    }
    if (kind instanceof ChoiceKind choice) {
      int at = i % choice.words().size();
      return new Right(choice.words().get(at), NorthpostOptions.Delivery.values()[at]);
    }
    if (kind instanceof DurationKind duration) {
      return duration(duration, i);
    }
    if (kind instanceof MemoryKind memory) {
      long least = memory.least().getBytes();
      long most = memory.most().getBytes();
      long bytes =
          i == 0 ? least : i == 1 ? most : least + (long) (random.nextDouble() * (most - least));
      long megabytes = Math.max(1, bytes >> 20);
      return i % 2 == 0
          ? new Right(bytes + " bytes", new MemorySize(bytes))
          : new Right(megabytes + (i % 4 == 1 ? "mb" : " m"), MemorySize.ofMebiBytes(megabytes));
    }
    if (kind instanceof UrlsKind) {
      List<String> urls = new ArrayList<>();
      for (int n = 0; n <= i % 3; n++) {
        urls.add((i % 2 == 0 ? "http" : "https") + "://" + word(12) + ":" + between(1, 65_535));
      }
      return new Right(String.join(";", urls), urls);
    }
    String text = text(setting, i);
    return new Right(text, text);
  }

  private Right duration(DurationKind kind, int i) {
    long least = kind.least().toMillis();
    long most = kind.most().toMillis();
    int unit = i % UNITS.size();
    long lowest = (least + MILLIS[unit] - 1) / MILLIS[unit];
    long highest = most / MILLIS[unit];
    if (lowest > highest) {
      return new Right(DurationKind.text(kind.most()), kind.most());
    }
    long amount =
        i < 5
            ? lowest
            : i < 10 ? highest : lowest + (long) (random.nextDouble() * (highest - lowest));
    return new Right(
        amount + (i % 2 == 0 ? " " : "") + UNITS.get(unit),
        Duration.ofMillis(amount * MILLIS[unit]));
  }

  private String text(Setting setting, int i) {
    Kind kind = setting.kind();
    if (kind instanceof AddressesKind) {
      String one = word(10) + ":" + between(1, 65_535);
      return i % 2 == 0 ? one : one + ",[::1]:" + between(1, 65_535);
    }
    if (kind instanceof PatternKind) {
      return word(8) + "\\.(a|b)[0-9]{4}.*";
    }
    if (kind instanceof PathKind) {
      return "/" + word(8) + "/" + word(20) + (i % 2 == 0 ? "" : " ä'\"#: x");
    }
    if (setting.key().endsWith("device")) {
      return List.of("cpu", "cuda", "cuda:0", "cuda:15").get(i % 4);
    }
    if (setting.key().endsWith("sha256")) {
      return new BigInteger(255, random).setBit(255).toString(16);
    }
    return i == 0 ? "0712" : i == 1 ? "true" : i == 2 ? "null" : word(1 + i);
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private String word(int length) {
    StringBuilder word = new StringBuilder("h");
    while (word.length() < length) {
      word.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
    }
    return word.toString();
  }

  private static String yaml(Kind kind, String text) {
    if (kind instanceof UrlsKind) {
      return "['" + text.replace(";", "', '") + "']";
    }
    return kind.isText() ? CompleteConfiguration.quoted(text) : text;
  }

  /** As much of JSON Schema as the schema uses; another keyword fails. */
  private static boolean fits(JsonNode schema, JsonNode value) {
    boolean fits = true;
    for (Map.Entry<String, JsonNode> rule : schema.properties()) {
      JsonNode of = rule.getValue();
      fits &=
          switch (rule.getKey()) {
            case "$schema", "title", "description", "default", "properties" -> true;
            case "type" -> isOfType(of, value);
            case "enum" -> contains(of, value);
            case "pattern" ->
                !value.isTextual() || Pattern.compile(of.asText()).matcher(value.asText()).find();
            case "minLength" -> !value.isTextual() || value.asText().length() >= of.asInt();
            case "minItems" -> !value.isArray() || value.size() >= of.asInt();
            case "minimum" -> !value.isNumber() || value.asDouble() >= of.asDouble();
            case "maximum" -> !value.isNumber() || value.asDouble() <= of.asDouble();
            case "items" -> allFit(of, value);
            case "additionalProperties" -> membersFit(schema, of, value);
            default -> throw new AssertionError("keyword " + rule.getKey());
          };
    }
    return fits;
  }

  private static boolean allFit(JsonNode schema, JsonNode array) {
    for (JsonNode each : array) {
      if (!fits(schema, each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean membersFit(JsonNode schema, JsonNode additional, JsonNode value) {
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode known = schema.path("properties").get(member.getKey());
      boolean fits =
          known != null
              ? fits(known, member.getValue())
              : additional.isObject() && fits(additional, member.getValue());
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(JsonNode array, JsonNode value) {
    for (JsonNode each : array) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfType(JsonNode types, JsonNode value) {
    if (types.isArray()) {
      for (JsonNode type : types) {
        if (isOfType(type, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (types.asText()) {
      case "null" -> value.isNull();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> throw new AssertionError("type " + types);
    };
  }
}
