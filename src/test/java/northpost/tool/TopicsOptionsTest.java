package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of topics say before a broker is asked. */
class TopicsOptionsTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  private int create(String properties) throws Exception {
    Path file = Files.writeString(folder.resolve("client.properties"), properties);
    return Northpost.commandLine()
        .setErr(new PrintWriter(err, true))
        .execute(
            "topics",
            "create",
            "--bootstrap-servers",
            "127.0.0.1:9",
            "--client-properties",
            file.toString());
  }

  @Test
  void saysWhyTheClientDoesNotComeToBe() throws Exception {
    assertThat(create("security.protocol=SSL\nssl.truststore.location=/no/such/store\n")).isOne();
    assertThat(err.toString())
        .startsWith("northpost topics create: Failed to create new KafkaAdminClient: ")
        .contains("/no/such/store");
  }

  @Test
  void takesNoSecretThatIsWrittenOut() throws Exception {
    assertThat(create("security.protocol=SSL\nssl.truststore.password=hunter2\n")).isOne();
    assertThat(err.toString())
        .contains("client.properties: ssl.truststore.password: got a secret written out (not")
        .doesNotContain("hunter2");
  }
}
