package northpost.face;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import northpost.face.NetworkManifest.ElementType;

/** One loaded network. Its weights are shared; each thread runs it through a session of its own. */
final class OnnxNetwork implements AutoCloseable {
  private final NetworkManifest manifest;
  private final Model model;

  /** An input with its shape, in the byte order of the machine, in a direct buffer. */
  record Tensor(ByteBuffer data, Shape shape) {}

  private OnnxNetwork(NetworkManifest manifest, Model model) {
    this.manifest = manifest;
    this.model = model;
  }

  /**
   * Loads the network from bytes.
   *
   * @throws ModelException when ONNX Runtime refuses the bytes or has no such device
   */
  static OnnxNetwork load(NetworkManifest manifest, byte[] onnx, Device device) {
    Model model = Model.newInstance(manifest.id(), device, "OnnxRuntime");
    try {
      model.load(
          new ByteArrayInputStream(onnx),
          Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1"));
      return new OnnxNetwork(manifest, model);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new ModelException(
          manifest.file() + ": ONNX Runtime cannot load it on " + device + ": " + e.getMessage(),
          e);
    }
  }

  NetworkManifest manifest() {
    return manifest;
  }

  /** A session for one thread. */
  Session open() {
    return new Session(model.newPredictor(new TensorTranslator(manifest.input().type())));
  }

  @Override
  public void close() {
    model.close();
  }

  /** Runs the network in one thread. */
  static final class Session implements AutoCloseable {
    private final Predictor<Tensor, float[][]> predictor;

    private Session(Predictor<Tensor, float[][]> predictor) {
      this.predictor = predictor;
    }

    /** The outputs in the order of the graph, each flat. */
    float[][] run(Tensor input) {
      try {
        return predictor.predict(input);
      } catch (TranslateException e) {
        throw new ModelException("ONNX Runtime cannot run the network: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      predictor.close();
    }
  }

  private static final class TensorTranslator implements Translator<Tensor, float[][]> {
    private final DataType type;

    private TensorTranslator(ElementType type) {
      this.type = type == ElementType.UINT8 ? DataType.UINT8 : DataType.FLOAT32;
    }

    @Override
    public NDList processInput(TranslatorContext context, Tensor input) {
      input.data().rewind();
      NDArray array =
          type == DataType.UINT8
              ? context.getNDManager().create(input.data(), input.shape(), type)
              : context.getNDManager().create(input.data().asFloatBuffer(), input.shape(), type);
      return new NDList(array);
    }

    @Override
    public float[][] processOutput(TranslatorContext context, NDList outputs) {
      float[][] values = new float[outputs.size()][];
      for (int i = 0; i < values.length; i++) {
        values[i] = outputs.get(i).toFloatArray();
      }
      return values;
    }

    @Override
    public Batchifier getBatchifier() {
      return null; // the input has its batch dimension
    }
  }
}
