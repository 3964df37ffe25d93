package northpost.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.slf4j.Log4jLoggerFactory;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class ScreenKernelsTest {
  @Test
  void testsAndLauncherSearchWithTheVectorApi() {
    assertThat(ScreenKernels.chosen()).isInstanceOf(VectorScreen.class);
  }

  @Test
  void withoutTheModuleTheSearchIsPlainAndSaysSo() throws Exception {
    String classPath =
        Stream.of(
                ExactIndex.class,
                PlainSearchProgram.class,
                Logger.class,
                Log4jLoggerFactory.class,
                LoggerContext.class,
                LogManager.class)
            .map(ScreenKernelsTest::place)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlog4j2.level=WARN",
                "-cp",
                classPath,
                PlainSearchProgram.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output)
        .contains("plain Java found slot 7")
        .contains("start the JVM with --add-modules jdk.incubator.vector");
  }

  private static String place(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).getPath();
  }
}
