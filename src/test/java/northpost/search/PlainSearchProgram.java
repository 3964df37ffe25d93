package northpost.search;

/** Searches once and prints with which kernel: run without the module of the Vector API. */
final class PlainSearchProgram {
  private PlainSearchProgram() {}

  public static void main(String[] arguments) {
    float[][] vectors = new UnitVectorSets(1).cone(1100, 64);
    ExactIndex index = new ExactIndex(64);
    for (float[] vector : vectors) {
      index.add(vector);
    }
    int slot = index.nearest(vectors[7], 1, SlotFilter.ALL).get(0).slot();
    System.out.println(index.kernel() + " found slot " + slot);
  }
}
