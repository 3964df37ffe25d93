package northpost.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes certificates with the JDK's keytool, each by an authority of its own. */
public final class Certificates {
  private static final String PASSWORD = "changeit";
  private static final String LOOPBACK = "-ext san=ip:127.0.0.1 -validity 3650";

  private final Path folder;

  public Certificates(Path folder) {
    this.folder = folder;
  }

  /** Good for the loopback address, for ten years. */
  public SSLContext make(String name) throws Exception {
    return make(name, LOOPBACK);
  }

  /** For the loopback address, but it has expired. */
  public SSLContext makeExpired(String name) throws Exception {
    return make(name, "-ext san=ip:127.0.0.1 -startdate -10d -validity 5");
  }

  /** For another host. */
  public SSLContext makeForAnotherHost(String name) throws Exception {
    return make(name, "-ext san=dns:elsewhere.test -validity 3650");
  }

  /** Where the authority of the certificate of that name is, in PEM format. */
  public Path pem(String name) {
    return folder.resolve(name + ".pem");
  }

  private SSLContext make(String name, String properties) throws Exception {
    Path store = folder.resolve(name + ".p12");
    String keep = " -keystore " + store + " -storepass " + PASSWORD;
    String pair = "-genkeypair -keyalg EC -storetype PKCS12" + keep;
    keytool(pair + " -alias authority -dname CN=authority-" + name + " -ext bc:c -validity 3650");
    keytool(pair + " -alias server -signer authority -dname CN=" + name + " " + properties);
    keytool("-exportcert -rfc -alias authority -file " + pem(name) + keep);
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    keys.deleteEntry("authority"); // it is not the server's
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
