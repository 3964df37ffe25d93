package northpost.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import northpost.tool.convert.FaceNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Remakes the ONNX files under models/ from the published TensorFlow.js weights. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the four ONNX networks of the weights in the npm package "
          + FaceNetwork.SOURCE_PACKAGE
          + ".",
      "The same weights give the same bytes; models/manifest.yaml holds their SHA-256."
    })
public final class ConvertModels implements Callable<Integer> {
  @Option(
      names = "--source",
      paramLabel = "DIR",
      description =
          "The package's unpacked model/ folder. Without it the package is fetched by npm pack.")
  private Path source;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "models",
      description = "Where the .onnx files are written (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try {
      if (source != null) {
        convert(source);
      } else {
        convertPublishedPackage();
      }
      return 0;
    } catch (NoSuchFileException e) {
      spec.commandLine().getErr().println("no such file: " + e.getFile());
      return 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private void convert(Path weights) throws IOException {
    Files.createDirectories(output);
    for (FaceNetwork network : FaceNetwork.values()) {
      byte[] onnx = network.convert(weights);
      Path file = output.resolve(network.fileName());
      Files.write(file, onnx);
      spec.commandLine().getOut().printf("%s  %,d bytes%n", file, onnx.length);
    }
  }

  private void convertPublishedPackage() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("northpost-models");
    try {
      run(directory, List.of("npm", "pack", "--silent", FaceNetwork.SOURCE_PACKAGE));
      run(directory, List.of("tar", "xzf", onlyArchive(directory).toString()));
      convert(directory.resolve("package").resolve("model"));
    } finally {
      delete(directory);
    }
  }

  private static void run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(
          String.join(" ", command) + ": ended with status " + status + ", expected 0");
    }
  }

  private static Path onlyArchive(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(() -> new IOException(directory + ": npm pack left no .tgz file"));
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
