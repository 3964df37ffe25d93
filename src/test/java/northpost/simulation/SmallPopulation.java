package northpost.simulation;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import northpost.synthetic.Population;
import northpost.synthetic.PopulationPlan;
import northpost.synthetic.RenderedIdentity;
import northpost.synthetic.RenderedPerson;

/** A population whose photos are plain little JPEGs: the traffic does not look at faces. */
final class SmallPopulation {
  private SmallPopulation() {}

  static Population of(int people, int strangers) {
    List<RenderedPerson> all = new ArrayList<>();
    for (int i = 0; i < people + strangers; i++) {
      all.add(
          new RenderedPerson(
              new RenderedIdentity(i),
              jpeg(3 * i),
              List.of(
                  new RenderedPerson.Photo(1, jpeg(3 * i + 1)),
                  new RenderedPerson.Photo(2, jpeg(3 * i + 2)))));
    }
    return new Population(
        PopulationPlan.of(1, people, strangers, 2),
        all.subList(0, people),
        all.subList(people, people + strangers),
        new Population.Selection(people + strangers, 0, 0, 0, 2, 0, 0, 0));
  }

  private static byte[] jpeg(int number) {
    BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 24; x++) {
      for (int y = 0; y < 24; y++) {
        image.setRGB(x, y, Color.HSBtoRGB(number / 100f, 1, x / 24f));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
