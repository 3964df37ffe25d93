package northpost.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificate authorities of a PEM file as the only ones that are trusted. */
final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * A context that trusts them.
   *
   * @throws IllegalArgumentException when the file holds no certificate
   * @throws UncheckedIOException when it cannot be read
   */
  static SSLContext of(Path file) {
    Collection<? extends Certificate> certificates = certificates(file);
    if (certificates.isEmpty()) {
      throw noCertificate(file, null);
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("certificates of " + file + ": cannot be used", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (CertificateException e) {
      throw noCertificate(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("certificate file " + file + ": cannot be read", e);
    }
  }

  private static IllegalArgumentException noCertificate(Path file, Exception cause) {
    return new IllegalArgumentException(
        "certificate file " + file + ": got no certificate, expected at least one in PEM format",
        cause);
  }
}
