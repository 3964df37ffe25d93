package northpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanITCase {
  @TempDir Path directory;

  @Test
  void serversEndWithinSecondsWhenTheirParentIsKilled() throws Exception {
    ServerProcess parent = ServerProcess.start(parentCommand());
    List<ProcessHandle> servers =
        Stream.of(parent.readyText().split(" "))
            .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
            .toList();
    assertThat(servers).hasSize(2).allMatch(ProcessHandle::isAlive);

    parent.kill();

    for (ProcessHandle server : servers) {
      assertThat(server.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }

  private ServerCommand parentCommand() {
    return new ServerCommand(
        "parent",
        Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
            .map(Path::of)
            .toList(),
        List.of("-Xmx64m", "-Dnorthpost.home=" + System.getProperty("northpost.home", ".")),
        ServersParent.class.getName(),
        List.of(directory.toString()),
        directory.resolve("parent.log"),
        Duration.ofSeconds(180),
        Duration.ofSeconds(20));
  }
}
