package northpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void aServerIsHandedOutOnceItSaysReadyAndEndsOnClose() throws IOException {
    ServerProcess server = start("ready", AMPLE);

    assertThat(server.isAlive()).isTrue();
    assertThat(server.readyText()).isEqualTo("at once");
    assertThat(ProcessHandle.of(server.pid())).isPresent();

    server.close();

    assertThat(server.isAlive()).isFalse();
    assertThat(Files.readAllLines(log())).contains("line 1", "line 30", "READY at once");
  }

  @Test
  void aKilledServerIsGoneWhenKillReturnsAndClosingItAgainIsHarmless() throws IOException {
    ServerProcess server = start("ready", AMPLE);

    server.kill();

    assertThat(server.isAlive()).isFalse();
    server.close();
  }

  @Test
  void aServerThatDiesAtStartIsReportedWithItsStatusAndTheEndOfItsLog() {
    assertThatThrownBy(() -> start("dies", AMPLE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("stub (process ")
        .hasMessageContaining("expected READY, got exit status 3")
        .hasMessageContaining(log().toString())
        .hasMessageContaining("line 30\n  no disk")
        .hasMessageNotContaining("line 10\n");
  }

  @Test
  void aServerThatIsNotReadyInTimeIsReportedWithTheEndOfItsLogAndEnded() {
    assertThatThrownBy(() -> start("silent", Duration.ofSeconds(3)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected READY within 3 s, got none")
        .hasMessageContaining("line 30");
    assertThat(ProcessHandle.current().children().map(c -> c.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains(StubServer.class.getName() + " silent"));
  }

  @Test
  void aServerThatIgnoresTheRequestToEndIsEndedByForce() throws IOException {
    ServerProcess server = start("deaf", AMPLE);

    server.close();

    assertThat(server.isAlive()).isFalse();
  }

  private ServerProcess start(String behaviour, Duration limit) throws IOException {
    return ServerProcess.start(StubServer.command(log(), limit, behaviour));
  }

  private Path log() {
    return directory.resolve("server.log");
  }
}
