package northpost.wire.json;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import northpost.domain.FailureToAcquire;
import northpost.domain.GivenFace;
import northpost.domain.QualityMeasure;
import northpost.domain.Template;
import northpost.wire.WireException;

/**
 * The fields of a capture's line that stand in place of a photo: {@code embedding} (a list of
 * numbers, or base64 of little-endian float32) with {@code modelId}, or {@code failure}; and beside
 * either {@code quality} (measure to value) and {@code imageDigest}.
 */
final class GivenFaceJson {
  private static final String GIVEN = "given in place of a photo";

  private GivenFaceJson() {}

  static JsonLine write(JsonLine line, GivenFace given) {
    if (given.template() != null) {
      line.put("embedding", toBase64(given.template().vector()))
          .put("modelId", given.template().modelId());
    }
    if (given.failure() != null) {
      line.put("failure", given.failure().cause());
    }
    if (!given.quality().isEmpty()) {
      JsonLine quality = new JsonLine();
      given.quality().forEach(measure -> quality.put(measure.measure(), measure.value()));
      line.putObject("quality", quality);
    }
    return line.put("imageDigest", given.imageDigest());
  }

  /** Null where neither an embedding nor a failure is given. */
  static GivenFace read(JsonRecord r) throws WireException {
    if (!r.has("embedding") && !r.has("failure")) {
      return null;
    }
    float[] vector = r.vector("embedding");
    FailureToAcquire.Cause cause = r.constant("failure", FailureToAcquire.Cause.class, null);
    List<QualityMeasure> quality = new ArrayList<>();
    for (Map.Entry<String, Double> measure : r.numbers("quality").entrySet()) {
      quality.add(new QualityMeasure(measure.getKey(), measure.getValue()));
    }
    return new GivenFace(
        vector == null ? null : new Template(vector, r.text("modelId")),
        cause == null ? null : new FailureToAcquire(cause, GIVEN),
        quality,
        r.text("imageDigest"));
  }

  private static String toBase64(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
