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
  List<SearchRow> run(SearchTask task, Optional<JavaHome> newer) {
    List<SearchRow> rows = new ArrayList<>();
    try {
      Path libraries = libraries();
      JavaHome java = newer.orElse(JavaHome.current());
      rows.addAll(onJava("JVector", java, libraries, task));
      if (java.feature() >= LUCENE_JAVA) {
        rows.addAll(onJava("Lucene", java, libraries, task));
      } else {
        progress.accept("Lucene is left out: it needs Java " + LUCENE_JAVA + ", got none");
      }
    } catch (IOException e) {
      progress.accept("jvector and Lucene are left out: " + e.getMessage());
    }
    rows.addAll(compiled("sgemm", List.of("-lopenblas"), "libopenblas-dev", task));
    rows.addAll(compiled("hnsw", List.of(), "libhnswlib-dev", task));
    return rows;
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

  private List<SearchRow> onJava(String peer, JavaHome java, Path libraries, SearchTask task) {
    try {
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
      List<SearchRow> rows = new ArrayList<>();
      for (double distance : task.distances()) {
        progress.accept("measuring " + program + ", distance " + distance);
        rows.addAll(
            RowProcess.rows(
                List.of(
                    binary.toString(),
                    work.toString(),
                    Integer.toString(task.references()),
                    Integer.toString(task.dimension()),
                    Double.toString(distance),
                    Answers.fileOf(distance),
                    Integer.toString(task.rounds()),
                    Long.toString(task.roundNanos()))));
      }
      return rows;
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
