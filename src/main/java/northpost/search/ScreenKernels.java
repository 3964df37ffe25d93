package northpost.search;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the kernel of this JVM, once: the Vector API where the module is there. */
final class ScreenKernels {
  private static final Logger LOG = LoggerFactory.getLogger(ScreenKernels.class);
  private static final String MODULE = "jdk.incubator.vector";
  private static final ScreenKernel CHOSEN = choose();

  private ScreenKernels() {}

  static ScreenKernel chosen() {
    return CHOSEN;
  }

  private static ScreenKernel choose() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      LOG.warn(
          "Search in plain Java, exact but slower: start the JVM with --add-modules {} for the"
              + " faster kernel",
          MODULE);
      return new PlainScreen();
    }
    try {
      ScreenKernel kernel =
          Class.forName("northpost.search.VectorScreen")
              .asSubclass(ScreenKernel.class)
              .getDeclaredConstructor()
              .newInstance();
      LOG.info("Search with the {}", kernel.name());
      return kernel;
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      LOG.warn("Search in plain Java, exact but slower: {}", cause.toString());
      return new PlainScreen();
    }
  }
}
