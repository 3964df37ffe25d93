package northpost.demo;

/** A demo was stopped before it had sent a capture, so that there is nothing to sum up. */
public final class DemoStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoStoppedException() {
    super("stopped before the first capture was sent; nothing is left running");
  }
}
