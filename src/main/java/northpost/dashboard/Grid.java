package northpost.dashboard;

/** A panel's place and size on a grid of {@value #COLUMNS} columns. */
public record Grid(int x, int y, int width, int height) {
  public static final int COLUMNS = 48;

  boolean overlaps(Grid other) {
    return x < other.x + other.width
        && other.x < x + width
        && y < other.y + other.height
        && other.y < y + height;
  }
}
