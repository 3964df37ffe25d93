package northpost.demo;

import java.util.function.Consumer;
import northpost.synthetic.Progress;

/** Tells how many travellers are rendered, every ten. */
final class RenderingProgress implements Progress {
  private static final int EVERY = 10;

  private final Consumer<String> progress;
  private int told;

  RenderingProgress(Consumer<String> progress) {
    this.progress = progress;
  }

  @Override
  public void made(int done, int total) {
    if (done > told && (done % EVERY == 0 || done == total)) {
      told = done;
      progress.accept("Rendered " + done + " of " + total + " travellers");
    }
  }
}
