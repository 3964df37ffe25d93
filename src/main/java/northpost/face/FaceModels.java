package northpost.face;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import northpost.face.NetworkManifest.Input;
import northpost.face.NetworkManifest.Role;

/**
 * The loaded networks. All who acquire the same folder on the same device in this JVM share one
 * copy, which is released when the last of them closes. Safe for use by many threads.
 */
public final class FaceModels implements AutoCloseable {
  /** The device name of the processor, the default. */
  public static final String CPU = "cpu";

  private static final String CUDA = "cuda";
  private static final int SMALLEST_DETECTION_SIZE = 32;

  private static final Map<Key, Shared> SHARED = new HashMap<>();

  private final Key key;
  private final Shared shared;
  private final AtomicBoolean closed = new AtomicBoolean();

  private record Key(Path directory, String device) {}

  /** The networks of one folder on one device, with the number of their holders. */
  private static final class Shared {
    private final ModelManifest manifest;
    private final Map<String, OnnxNetwork> networks;
    private int holders;

    private Shared(ModelManifest manifest, Map<String, OnnxNetwork> networks) {
      this.manifest = manifest;
      this.networks = networks;
    }
  }

  private FaceModels(Key key, Shared shared) {
    this.key = key;
    this.shared = shared;
  }

  /** The networks of a folder on the processor. */
  public static FaceModels acquire(Path modelsDirectory) {
    return acquire(modelsDirectory, CPU);
  }

  /**
   * The networks of a folder on a device.
   *
   * @param device {@code cpu}, {@code cuda} or {@code cuda:N}; CUDA needs {@code onnxruntime_gpu}
   *     in place of {@code onnxruntime} on the class path
   * @throws ModelException when the folder is not as its manifest says, or the device is absent
   */
  public static FaceModels acquire(Path modelsDirectory, String device) {
    Key key = new Key(realPath(modelsDirectory), device);
    synchronized (SHARED) {
      Shared shared = SHARED.get(key);
      if (shared == null) {
        shared = load(key);
        SHARED.put(key, shared);
      }
      return retain(key, shared);
    }
  }

  /** Another holder of the same networks. */
  FaceModels retain() {
    synchronized (SHARED) {
      requireOpen();
      return retain(key, shared);
    }
  }

  public ModelManifest manifest() {
    return shared.manifest;
  }

  OnnxNetwork network(NetworkManifest network) {
    requireOpen();
    return shared.networks.get(network.id());
  }

  /** Whether some holder of a folder's networks has not closed. */
  static boolean isLoaded(Path modelsDirectory) {
    synchronized (SHARED) {
      return SHARED.containsKey(new Key(realPath(modelsDirectory), CPU));
    }
  }

  /** Gives the networks back; a second close does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    synchronized (SHARED) {
      shared.holders--;
      if (shared.holders == 0) {
        SHARED.remove(key);
        shared.networks.values().forEach(OnnxNetwork::close);
      }
    }
  }

  private static FaceModels retain(Key key, Shared shared) {
    shared.holders++;
    return new FaceModels(key, shared);
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException(key.directory() + ": networks are closed, expected open");
    }
  }

  private static Shared load(Key key) {
    ModelManifest manifest = ModelManifest.load(key.directory());
    Device device = device(key.device());
    Natives.load();
    Map<String, OnnxNetwork> networks = new LinkedHashMap<>();
    List<OnnxNetwork> loaded = new ArrayList<>();
    try {
      for (NetworkManifest network : manifest.networks()) {
        OnnxNetwork onnx = OnnxNetwork.load(network, manifest.takeContent(network), device);
        loaded.add(onnx);
        check(onnx);
        networks.put(network.id(), onnx);
      }
      return new Shared(manifest, networks);
    } catch (RuntimeException e) {
      loaded.forEach(OnnxNetwork::close);
      throw e;
    }
  }

  /** Runs the network once on black: its outputs must be as the manifest says. */
  private static void check(OnnxNetwork onnx) {
    NetworkManifest network = onnx.manifest();
    Input input = network.input();
    int size = input.size() != null ? input.size() : SMALLEST_DETECTION_SIZE;
    if (input.size() == null && input.sizeMultipleOf() != null) {
      size = Math.max(size, input.sizeMultipleOf());
    }
    float[][] outputs;
    try (OnnxNetwork.Session session = onnx.open()) {
      outputs = session.run(new SquareInput(input, size).black());
    }
    if (outputs.length != network.outputs().size()) {
      throw new ModelException(
          network.file()
              + ": got "
              + outputs.length
              + " outputs, expected "
              + network.outputs().size());
    }
    for (int i = 0; i < outputs.length; i++) {
      int expected = network.outputs().get(i).sampleLength();
      if (expected >= 0 && outputs[i].length != expected) {
        throw new ModelException(
            network.file()
                + ": output "
                + network.outputs().get(i).name()
                + " has "
                + outputs[i].length
                + " values, expected "
                + expected
                + (network.role() == Role.RECOGNITION ? " (the length of a template)" : ""));
      }
    }
  }

  private static Device device(String name) {
    if (name.equals(CPU)) {
      return Device.cpu();
    }
    if (name.equals(CUDA)) {
      return Device.gpu();
    }
    if (name.matches(CUDA + ":\\d{1,3}")) {
      return Device.gpu(Integer.parseInt(name.substring(CUDA.length() + 1)));
    }
    throw new ModelException("device " + name + ": expected cpu, cuda or cuda:N");
  }

  private static Path realPath(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      throw new ModelException(
          directory + ": no such folder, expected the networks and their manifest", e);
    }
  }
}
