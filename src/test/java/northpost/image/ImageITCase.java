package northpost.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import northpost.domain.Sha256;
import northpost.job.NorthpostOptions;
import northpost.testing.KafkaFixture;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs after the package is made: {@code target/image} is what {@code docker build} is given. */
class ImageITCase {
  private static final Path IMAGE = Path.of("target", "image");
  private static final Path JOB = IMAGE.resolve("usrlib/northpost.jar");
  private static final Path DOCKERFILE = Path.of("Dockerfile");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Compression of Kafka's messages; nothing else in the job jar is native. */
  private static final Pattern COMPRESSION =
      Pattern.compile("net/jpountz/.*|org/xerial/snappy/.*|[a-z]+/[a-z0-9_]+/libzstd-jni-.*");

  @RegisterExtension static final KafkaFixture kafka = new KafkaFixture();

  @TempDir Path directory;

  @Test
  void theFolderHasExactlyWhatTheDockerfileCopies() throws IOException {
    assertThat(names(IMAGE)).isEqualTo(copies().keySet());
    assertThat(names(IMAGE.resolve("usrlib"))).containsExactly("northpost.jar");
    assertThat(names(IMAGE.resolve("conf")))
        .containsExactly("config.yaml", "log4j-console.properties");
    assertThat(names(IMAGE.resolve("bin"))).containsExactly("log4j2.properties", "northpost");
    assertThat(names(IMAGE.resolve("licenses")))
        .containsExactly("LICENSE", "NOTICE", "THIRD-PARTY.md");
    for (String file : names(IMAGE.resolve("conf"))) {
      assertThat(IMAGE.resolve("conf").resolve(file))
          .hasSameBinaryContentAs(Path.of("flink-conf").resolve(file));
    }
    assertThat(Files.isExecutable(IMAGE.resolve("bin/northpost"))).isTrue();
  }

  @Test
  void theLibFolderHasTheLibrariesThatAreListedAndNoOther() throws IOException {
    String text = Files.readString(Path.of("THIRD-PARTY.md"));
    String section = text.substring(text.indexOf("## In Flink's lib folder"));
    Set<String> listed =
        Pattern.compile("(?m)^\\| `[^:`]+:([^`]+)` \\|")
            .matcher(section.substring(0, section.indexOf("\n## Networks")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> there =
        names(IMAGE.resolve("lib")).stream()
            .map(name -> name.replaceFirst("-[0-9][^/]*\\.jar$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(there).isEqualTo(listed);
    assertThat(names(IMAGE.resolve("lib"))).hasSameSizeAs(listed);
  }

  @Test
  void theJobJarHasNeitherFlinkNorNatives() throws IOException {
    List<String> entries = entries(JOB);
    assertThat(entries)
        .contains("northpost/job/NorthpostJob.class", "northpost/tool/Northpost.class")
        .noneMatch(
            entry ->
                entry.startsWith("org/apache/flink/")
                    && entry.endsWith(".class")
                    && !entry.matches(
                        "org/apache/flink/(connector/kafka|streaming/connectors/kafka|streaming/util/serialization)/.*"))
        .noneMatch(
            entry ->
                entry.matches(
                    "(ai/djl|ai/onnxruntime|org/opencv|nu/pattern|org/rocksdb|org/slf4j|org/apache/logging)/.*"))
        .allSatisfy(
            entry -> {
              if (entry.matches(".*\\.(so|dll|dylib|jnilib)$")) {
                assertThat(entry).matches(COMPRESSION);
              }
            });
  }

  /** A class in both places would be two classes, and a cast between them would fail. */
  @Test
  void noClassIsInTheJobJarAndInTheLibFolder() throws IOException {
    Set<String> job = new HashSet<>(classes(JOB));
    for (String jar : names(IMAGE.resolve("lib"))) {
      assertThat(classes(IMAGE.resolve("lib").resolve(jar)))
          .as(jar)
          .isNotEmpty()
          .doesNotContainAnyElementsOf(job);
    }
  }

  @Test
  void theModelsAreThoseOfTheManifest() throws Exception {
    Path models = IMAGE.resolve("models");
    Set<String> expected = new TreeSet<>(Set.of("manifest.yaml", "LICENSE-face-api.txt"));
    for (JsonNode network :
        YAML.readTree(models.resolve("manifest.yaml").toFile()).path("networks")) {
      String file = network.path("file").asText();
      expected.add(file);
      assertThat(Sha256.hex(Files.readAllBytes(models.resolve(file))))
          .as(file)
          .isEqualTo(network.path("sha256").asText());
    }
    assertThat(expected).hasSizeGreaterThan(2);
    assertThat(names(models)).isEqualTo(expected);
  }

  @Test
  void theImageIsOfTheFlinkThatIsCompiledAgainstAndNotRoots() throws IOException {
    String dockerfile = Files.readString(DOCKERFILE);
    assertThat(dockerfile).contains("ARG FLINK=flink:" + property("flink.version") + "-java17\n");
    assertThat(dockerfile.lines().filter(line -> line.startsWith("FROM")))
        .containsExactly("FROM ${FLINK}");
    assertThat(dockerfile.lines().filter(line -> line.startsWith("USER")).toList())
        .singleElement()
        .asString()
        .matches("USER [1-9][0-9]*:[1-9][0-9]*");
    assertThat(dockerfile).doesNotContain("http").doesNotContain("ADD ").doesNotContain("curl");
  }

  /** What stands in the configuration, the chart and the launcher are paths of the image. */
  @Test
  void thePathsThatOthersNameAreInTheImage() throws IOException {
    Map<String, String> copies = copies();
    assertThat(
            GlobalConfiguration.loadConfiguration("flink-conf")
                    .get(NorthpostOptions.MODELS_DIRECTORY)
                + "/")
        .isEqualTo(copies.get("models"));
    String chart = Files.readString(Path.of("helm/northpost/templates/flinkdeployment.yaml"));
    assertThat(chart).contains("jarURI: local://" + copies.get("usrlib") + "northpost.jar\n");
    String setUp = Files.readString(Path.of("helm/northpost/templates/_helpers.tpl"));
    assertThat(setUp).contains("command: [" + copies.get("bin") + "northpost]\n");
    assertThat(Files.readString(IMAGE.resolve("bin/northpost")))
        .contains(copies.get("usrlib") + "northpost.jar:" + copies.get("lib") + "*")
        .contains("-Dlog4j2.configurationFile=" + copies.get("bin") + "log4j2.properties ");
  }

  @Test
  void nothingInItDependsOnWhenItWasBuilt() throws IOException {
    FileTime fixed = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    try (Stream<Path> files = Files.walk(IMAGE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.getLastModifiedTime(file)).as("%s", file).isEqualTo(fixed);
      }
    }
    // Those of libraries keep the time that they were published with.
    try (JarFile jar = new JarFile(JOB.toFile())) {
      assertThat(
              jar.stream()
                  .filter(entry -> entry.getName().startsWith("northpost/") && !entry.isDirectory())
                  .map(ZipEntry::getTimeLocal)
                  .distinct())
          .containsExactly(LocalDateTime.parse("2026-01-01T00:00:00"));
    }
  }

  /**
   * The set-up of topics as the chart runs it: the job jar, lib/, and of the rest only what Flink's
   * distribution has.
   */
  @Test
  void theSetUpRunsOnWhatTheImageHas() throws Exception {
    String prefix = kafka.uniqueName("image");
    // As the chart writes it: a setting that stands in the file of a Secret.
    Path secret = Files.writeString(directory.resolve("user.properties"), "name=border");
    Path client =
        Files.writeString(
            directory.resolve("client.properties"),
            "client.id=${file:"
                + secret
                + ":name}\n"
                + "config.providers=file\n"
                + "config.providers.file.class="
                + FileConfigProvider.class.getName()
                + "\n");
    assertThat(Files.readString(Path.of("helm/northpost/templates/setup.yaml")))
        .contains("config.providers.file.class=" + FileConfigProvider.class.getName() + "\n");
    String output =
        setUp(
            "topics",
            "create",
            "--bootstrap-servers=" + kafka.bootstrapServers(),
            "--client-properties=" + client,
            "--prefix=" + prefix,
            "--ports=0712",
            "--replication-factor=1");
    assertThat(output).contains("created      " + prefix + ".captures.0712");
  }

  /** The check before all else, as the chart runs it: networks and secrets are looked at too. */
  @Test
  void theCheckOfTheConfigurationRunsOnWhatTheImageHas() throws Exception {
    Path key = Files.writeString(directory.resolve("api-key"), "key");
    String config =
        Files.readString(IMAGE.resolve("conf/config.yaml"))
            .replace("/opt/northpost/models", IMAGE.resolve("models").toAbsolutePath().toString())
            .replace("/run/secrets/northpost/elasticsearch-api-key", key.toString());
    Path file = Files.writeString(directory.resolve("config.yaml"), config);
    assertThat(setUp("config", "check", "--flink-conf=" + file)).contains("good: ");
    Files.delete(key);
    assertThatThrownBy(() -> setUp("config", "check", "--flink-conf=" + file))
        .hasMessageContaining(
            "northpost.elasticsearch.api-key-file: got " + key + ": no such file");
  }

  /** What the launcher of the image says; an error where its exit code is not 0. */
  private static String setUp(String... arguments) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-cp",
                JOB + ":" + IMAGE.resolve("lib") + "/*:" + String.join(":", distribution()),
                "northpost.tool.Northpost"));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /**
   * What is compiled against, without what the job jar has and what no distribution has in lib/.
   */
  private static List<String> distribution() throws IOException {
    Set<String> own = new HashSet<>(classPath("runtime"));
    List<String> jars = new ArrayList<>();
    for (String jar : classPath("compile")) {
      String name = Path.of(jar).getFileName().toString();
      if (!own.contains(jar)
          && !name.startsWith("flink-state-processor-api")
          && !names(IMAGE.resolve("lib")).contains(name)) {
        jars.add(jar);
      }
    }
    assertThat(jars).anyMatch(jar -> jar.contains("flink-core-"));
    return jars;
  }

  private static List<String> classPath(String scope) throws IOException {
    return Arrays.asList(
        Files.readString(Path.of("target", "launcher." + scope + ".classpath")).strip().split(":"));
  }

  /** Folder of the build to folder of the image. */
  private static Map<String, String> copies() throws IOException {
    Map<String, String> copies = new TreeMap<>();
    Pattern.compile("(?m)^COPY ([a-z]+)/ (/\\S+/)$")
        .matcher(Files.readString(DOCKERFILE))
        .results()
        .forEach(copy -> copies.put(copy.group(1), copy.group(2)));
    assertThat(copies)
        .hasSize(
            (int) Files.readString(DOCKERFILE).lines().filter(l -> l.startsWith("COPY")).count());
    return copies;
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<String> classes(Path jar) throws IOException {
    return entries(jar).stream()
        .filter(entry -> entry.endsWith(".class") && !entry.contains("-info.class"))
        .toList();
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private static String property(String name) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    int start = pom.indexOf("<" + name + ">") + name.length() + 2;
    return pom.substring(start, pom.indexOf("</" + name + ">"));
  }
}
