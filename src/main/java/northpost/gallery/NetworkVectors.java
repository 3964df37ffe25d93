package northpost.gallery;

import java.util.Arrays;
import northpost.search.ExactIndex;

/** The vectors of one network in a shard, and which reference is in which slot. */
final class NetworkVectors {
  private final Network network;
  private final ExactIndex index;
  private IndexedReference[] bySlot = new IndexedReference[64];

  NetworkVectors(Network network) {
    this.network = network;
    index = new ExactIndex(network.dimension());
  }

  Network network() {
    return network;
  }

  ExactIndex index() {
    return index;
  }

  IndexedReference at(int slot) {
    return bySlot[slot];
  }

  void set(int slot, IndexedReference reference) {
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, Math.max(slot + 1, bySlot.length * 2));
    }
    bySlot[slot] = reference;
  }

  void remove(int slot) {
    index.remove(slot);
    bySlot[slot] = null;
  }

  long bytes() {
    return index.bytes() + 4L * bySlot.length;
  }
}
