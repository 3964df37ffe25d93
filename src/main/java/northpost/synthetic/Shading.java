package northpost.synthetic;

import static northpost.synthetic.Curves.bump;
import static northpost.synthetic.Curves.mix;

/** Lights what was drawn: lamp with shadow, light from everywhere, gloss; skin lets red spread. */
final class Shading {
  /** The collar: above it the body mesh is neck. */
  private static final double COLLAR_Y = -138;

  private final RenderedIdentity identity;
  private final CaptureConditions.Light light;
  private final Colour background;
  private final GeometryBuffer buffer;
  private final Occlusion occlusion;
  private final SkinPaint skin;
  private final HairPaint hair;
  private final ValueNoise noise;
  private final double key;
  private final double[] toLamp;

  /** Halfway between lamp and camera: where a mirror would have to look. */
  private final double[] halfway;

  private final Surface surface = new Surface();

  /** Red, green and blue light of the pixel last shaded. */
  private final double[] lit = new double[3];

  Shading(
      RenderedIdentity identity,
      CaptureConditions conditions,
      GeometryBuffer buffer,
      View view,
      ValueNoise noise) {
    this.identity = identity;
    this.buffer = buffer;
    this.noise = noise;
    light = conditions.light();
    background = conditions.background();
    key = light.key() * 1.35;
    double level = Math.cos(light.elevation());
    toLamp =
        new double[] {
          Math.sin(light.azimuth()) * level,
          Math.sin(light.elevation()),
          Math.cos(light.azimuth()) * level
        };
    halfway = unit(toLamp[0], toLamp[1], toLamp[2] + 1);
    occlusion = new Occlusion(buffer, toLamp, view.millimetresPerPixel());
    skin = new SkinPaint(identity, conditions, noise);
    hair = new HairPaint(identity, noise);
  }

  /** The light that comes from a pixel: red, green, blue; the array is reused. */
  double[] at(int pixel) {
    if (buffer.drawn(pixel)) {
      lightSurface(pixel);
    } else {
      lightWall(pixel);
    }
    return lit;
  }

  private void lightWall(int pixel) {
    double x = pixel % View.WIDTH - View.WIDTH * .4;
    double y = pixel / View.WIDTH - View.HEIGHT * .3;
    double falloff = 1.08 - .25 * Math.sqrt(x * x + y * y) / View.WIDTH;
    double k = falloff * falloff;
    lit[0] = background.red() * k;
    lit[1] = background.green() * k;
    lit[2] = background.blue() * k;
  }

  private void lightSurface(int pixel) {
    int p = 3 * pixel;
    double x = buffer.place[p];
    double y = buffer.place[p + 1];
    double z = buffer.place[p + 2];
    double nx = buffer.normal[p];
    double ny = buffer.normal[p + 1];
    double nz = buffer.normal[p + 2];
    // Both sides of a surface look alike: the one toward the camera is seen.
    double length = Math.copySign(Math.sqrt(nx * nx + ny * ny + nz * nz), nz);
    nx /= length;
    ny /= length;
    nz /= length;

    Material material = Material.of(buffer.material[pixel]);
    boolean isSkin = material == Material.SKIN;
    switch (material) {
      case SKIN -> skin.paint(x, y, z, surface);
      case HAIR -> {
        double strand = hair.paint(x, y, z, surface);
        nx += .35 * strand;
        ny += .2 * strand;
      }
      case CLOTH -> {
        double neckline = COLLAR_Y - 26 * bump(x, 40) * (z > 0 ? 1 : .3);
        isSkin = y > neckline;
        if (isSkin) {
          // Moved, so that the pattern of the neck is not that of the face.
          skin.plain(x + 300, y - 400, -30, surface);
        } else {
          cloth(x, y, z);
        }
      }
      case FRAME, BACKGROUND -> {
        surface.reset(identity.glasses.frame());
        surface.shine = .5;
      }
    }
    illuminate(pixel, nx, ny, nz, isSkin, material == Material.HAIR);
  }

  private void cloth(double x, double y, double z) {
    surface.reset(identity.clothes);
    surface.scale(1 + .08 * noise.at(x / 12, y / 30, z / 12) + .06 * noise.at(x * 1.3, y * 1.3, 3));
  }

  private void illuminate(
      int pixel, double nx, double ny, double nz, boolean isSkin, boolean isHair) {
    double lamp = occlusion.lit(pixel);
    double open = occlusion.openness(pixel);
    double facing = nx * toLamp[0] + ny * toLamp[1] + nz * toLamp[2];
    double fill = Math.max(0, -.5 * toLamp[0] * nx + .2 * ny + .85 * nz);
    double ambient = light.ambient() * (.62 + .38 * ny) * open + .16 * fill * open;

    // Light that entered skin comes out further on, red the furthest.
    double even = .45 * surface.evenlyLit;
    double red = mix(wrapped(facing, isSkin ? .32 : .1), .8, even);
    double green = mix(wrapped(facing, isSkin ? .16 : .1), .8, even);
    double blue = mix(wrapped(facing, isSkin ? .12 : .1), .8, even);
    double lampRed = isSkin ? Math.pow(lamp, .75) : lamp;

    double gloss = gloss(nx, ny, nz, isHair) * lamp * key;
    double warm = light.warmth();
    lit[0] = surface.red * (ambient * (1 - warm) + key * red * lampRed * (1 + warm)) + gloss;
    lit[1] = surface.green * (ambient + key * green * lamp) + gloss;
    lit[2] = surface.blue * (ambient * (1 + warm) + key * blue * lamp * (1 - warm)) + gloss;
  }

  /** Lambert's cosine, reaching {@code wrap} beyond the edge of the light. */
  private static double wrapped(double facing, double wrap) {
    return Math.max(0, (facing + wrap) / (1 + wrap));
  }

  private double gloss(double nx, double ny, double nz, boolean isHair) {
    if (surface.shine <= 0) {
      return 0;
    }
    double mirror = Math.max(0, nx * halfway[0] + ny * halfway[1] + nz * halfway[2]);
    double edge = 1 - nz;
    double atEdges = .5 + 1.5 * edge * edge * edge;
    double broad = Math.pow(mirror, isHair ? 14 : 22) * .55;
    double narrow = Math.pow(mirror, 70) * .35;
    return surface.shine * (broad + narrow) * atEdges;
  }

  private static double[] unit(double x, double y, double z) {
    double length = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / length, y / length, z / length};
  }
}
