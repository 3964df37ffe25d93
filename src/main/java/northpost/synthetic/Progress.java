package northpost.synthetic;

/** Hears how far long work has come. */
@FunctionalInterface
public interface Progress {
  /** For work that nobody watches. */
  Progress NONE = (done, total) -> {};

  void made(int done, int total);
}
