package northpost.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Other engines on the same data. They are built here, from src/bench, only when they are measured;
 * whatever one of them lacks is told in a line, and the others go on.
 */
final class SearchPeers {
  private static final int LUCENE_JAVA = 21;

  private final Path sources;
  private final Path classes;
  private final Path work;
  private final Consumer<String> progress;

  SearchPeers(Path project, Path work, Consumer<String> progress) {
    sources = project.resolve("src/bench");
    classes = project.resolve("target/bench");
    this.work = work;
    this.progress = progress;
  }

  /** Rows of all engines that can be had here. Their data lie in the working folder. */
  List<SearchRow> run(List<String> peers, SearchTask task, Optional<JavaHome> newer) {
    JavaHome java = newer.orElse(JavaHome.current());
    List<SearchRow> rows = new ArrayList<>();
    for (String peer : peers) {
      rows.addAll(
          switch (peer) {
            case "jvector" -> onJava("JVector", java, task);
            case "lucene" -> lucene(java, task);
            case "openblas" -> compiled("sgemm", List.of("-lopenblas"), "libopenblas-dev", task);
            case "hnswlib" -> compiled("hnsw", List.of(), "libhnswlib-dev", task);
            default -> throw new IllegalArgumentException("peer: got " + peer);
          });
    }
    return rows;
  }

  private List<SearchRow> lucene(JavaHome java, SearchTask task) {
    if (java.feature() < LUCENE_JAVA) {
      progress.accept(
          "Lucene is left out: it needs Java " + LUCENE_JAVA + ", got " + java.feature());
      return List.of();
    }
    return onJava("Lucene", java, task);
  }

  private Path libraries() throws IOException {
    Path libraries = classes.resolve("lib");
    if (!Files.isDirectory(libraries)) {
      progress.accept("fetching jvector and Lucene");
      run(
          List.of(
              "mvn",
              "-q",
              "-B",
              "-f",
              sources.resolve("pom.xml").toString(),
              "dependency:copy-dependencies",
              "-DoutputDirectory=" + libraries.toAbsolutePath()));
    }
    return libraries;
  }

  private List<SearchRow> onJava(String peer, JavaHome java, SearchTask task) {
    try {
      Path libraries = libraries();
      Path compiled = classes.resolve(peer);
      Files.createDirectories(compiled);
      String classPath =
          System.getProperty("java.class.path") + ":" + libraries.toAbsolutePath() + "/*";
      Path code = sources.resolve("java/northpost/bench");
      run(
          List.of(
              java.javac(),
              "-nowarn",
              "-proc:none",
              "-cp",
              classPath,
              "-d",
              compiled.toString(),
              code.resolve("PeerMeasurement.java").toString(),
              code.resolve("Peer.java").toString(),
              code.resolve(peer + "Peer.java").toString(),
              code.resolve(peer + "Engine.java").toString()));
      List<String> command = new ArrayList<>();
      command.add(java.java());
      command.add("-Xmx" + (SearchBenchmark.heapBytes(task, 4) >> 20) + "m");
      command.add("-XX:+UseParallelGC");
      command.add("--add-modules=jdk.incubator.vector");
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("-cp");
      command.add(compiled + ":" + classPath);
      command.add("northpost.bench.PeerMeasurement");
      command.add("northpost.bench." + peer + "Peer");
      command.addAll(task.arguments());
      progress.accept("measuring " + peer + " on Java " + java.feature());
      return RowProcess.rows(command);
    } catch (IOException e) {
      progress.accept(peer + " is left out: " + e.getMessage());
      return List.of();
    }
  }

  private List<SearchRow> compiled(
      String program, List<String> libraries, String debianPackage, SearchTask task) {
    try {
      Files.createDirectories(classes);
      Path binary = classes.resolve(program);
      List<String> compile = new ArrayList<>();
      compile.addAll(List.of("c++", "-std=c++17", "-O3", "-march=native", "-o", binary.toString()));
      compile.add(sources.resolve("native/" + program + ".cpp").toString());
      compile.addAll(libraries);
      run(compile);
      List<String> command = new ArrayList<>();
      command.add(binary.toString());
      command.add(work.toString());
      command.add(Integer.toString(task.references()));
      command.add(Integer.toString(task.dimension()));
      command.add(Integer.toString(task.rounds()));
      command.add(Long.toString(task.roundNanos()));
      for (double distance : task.distances()) {
        command.add(Double.toString(distance));
        command.add(Answers.fileOf(distance));
      }
      progress.accept("measuring " + program);
      return RowProcess.rows(command);
    } catch (IOException e) {
      progress.accept(
          program
              + " is left out (it needs a C++ compiler and Debian's "
              + debianPackage
              + "): "
              + e.getMessage());
      return List.of();
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        String first = output.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        throw new IOException(command.get(0) + " ended with exit code " + exit + ": " + first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command.get(0) + " was interrupted", e);
    }
  }
}
