package northpost.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import northpost.domain.Adjudication;
import northpost.domain.Capture;
import northpost.domain.DeclaredTraits;
import northpost.domain.Policy;
import northpost.domain.QualityLimits;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;

/**
 * Writes a simulation as files: references, policies, captures, adjudications and truth as a JSON
 * record a line, photos as JPEGs beside them. The same records give the same bytes.
 *
 * <p>Field names are those of the Avro schemas, times are ISO-8601; {@code imagePath} is relative
 * to the folder and absent where there is no photo.
 */
public final class SimulationWriter implements Closeable {
  private static final String IMAGES = "images";
  private static final JsonFactory JSON = new JsonFactory();

  private final Path directory;
  private final Lines references;
  private final Lines policies;
  private final Lines captures;
  private final Lines adjudications;
  private final Lines truth;

  /**
   * @param directory made when it is not there
   * @throws IOException when it cannot be made, or something is in it already
   */
  public SimulationWriter(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory.resolve(IMAGES).getParent());
    try (Stream<Path> inside = Files.list(directory)) {
      long entries = inside.count();
      if (entries > 0) {
        throw new IOException(
            "output folder "
                + directory
                + ": got "
                + entries
                + " entries in it, expected an empty or a new folder");
      }
    }
    Files.createDirectories(directory.resolve(IMAGES));
    references = new Lines(directory.resolve("references.ndjson"));
    policies = new Lines(directory.resolve("policies.ndjson"));
    captures = new Lines(directory.resolve("captures.ndjson"));
    adjudications = new Lines(directory.resolve("adjudications.ndjson"));
    truth = new Lines(directory.resolve("truth.ndjson"));
  }

  public void write(ReferenceUpdate update) throws IOException {
    Reference reference = update.reference();
    String image = image(reference.referenceId(), update.image());
    references.line(
        json -> {
          json.writeStringField("referenceId", reference.referenceId());
          json.writeStringField("subjectId", reference.subjectId());
          strings(json, "galleryIds", reference.galleryIds());
          json.writeStringField("source", reference.source().name());
          text(json, "imagePath", image);
          json.writeStringField("travellerClass", reference.travellerClass().name());
          DeclaredTraits declared = reference.declared();
          if (declared != null) {
            text(json, "declaredSex", declared.sex());
            number(json, "birthDecade", declared.birthDecade());
            text(json, "region", declared.region());
          }
          time(json, "validFrom", reference.validFrom());
          time(json, "expiresAt", reference.expiresAt());
        });
  }

  public void write(Policy policy) throws IOException {
    policies.line(
        json -> {
          json.writeStringField("policyId", policy.policyId());
          json.writeNumberField("version", policy.version());
          json.writeStringField("scope", policy.scope().name());
          text(json, "scopeId", policy.scopeId());
          time(json, "effectiveFrom", policy.effectiveFrom());
          json.writeNumberField("verificationThreshold", policy.verificationThreshold());
          json.writeNumberField("identificationThreshold", policy.identificationThreshold());
          json.writeNumberField("margin", policy.margin());
          QualityLimits quality = policy.quality();
          json.writeNumberField("minimumInterEyeDistance", quality.minimumInterEyeDistance());
          json.writeNumberField("minimumSharpness", quality.minimumSharpness());
          json.writeNumberField("maximumHeadPoseYaw", quality.maximumHeadPoseYaw());
          json.writeNumberField("minimumExposure", quality.minimumExposure());
          json.writeNumberField("maximumExposure", quality.maximumExposure());
          json.writeNumberField("retentionCitizenMillis", policy.retentionCitizenMillis());
          json.writeNumberField("retentionOtherMillis", policy.retentionOtherMillis());
          json.writeBooleanField("optOutAllowed", policy.optOutAllowed());
          strings(json, "approvers", policy.approvers());
          text(json, "note", policy.note());
        });
  }

  /** The capture, the truth about it, and the adjudication where there is one. */
  public void write(SimulatedCapture simulated) throws IOException {
    Capture capture = simulated.sample().capture();
    String image = image(capture.captureId(), simulated.sample().image());
    captures.line(
        json -> {
          json.writeStringField("captureId", capture.captureId());
          json.writeStringField("encounterId", capture.encounterId());
          text(json, "conveyanceId", capture.conveyanceId());
          json.writeStringField("portCode", capture.portCode());
          json.writeStringField("crossingId", capture.crossingId());
          json.writeStringField("laneId", capture.laneId());
          json.writeStringField("cameraId", capture.cameraId());
          json.writeStringField("mode", capture.mode().name());
          json.writeStringField("zone", capture.zone().name());
          time(json, "capturedAt", capture.capturedAt());
          text(json, "imagePath", image);
          text(json, "presentedReferenceId", capture.presentedReferenceId());
          text(json, "galleryId", capture.galleryId());
          number(json, "occupantsPresent", capture.occupantsPresent());
          json.writeStringField("travellerClass", capture.travellerClass().name());
          json.writeBooleanField("optedOut", capture.optedOut());
        });
    truth(simulated.truth());
    if (simulated.adjudication() != null) {
      adjudication(simulated.adjudication());
    }
  }

  private void truth(Truth t) throws IOException {
    truth.line(
        json -> {
          json.writeStringField("captureId", t.captureId());
          json.writeStringField("encounterId", t.encounterId());
          json.writeStringField("subjectId", t.subjectId());
          json.writeBooleanField("mated", t.mated());
          json.writeBooleanField("stranger", t.stranger());
          json.writeBooleanField("optedOut", t.optedOut());
          json.writeStringField("comparison", t.comparison().name());
        });
  }

  private void adjudication(Adjudication a) throws IOException {
    adjudications.line(
        json -> {
          json.writeStringField("encounterId", a.encounterId());
          json.writeStringField("captureId", a.captureId());
          json.writeStringField("outcome", a.outcome().name());
          time(json, "adjudicatedAt", a.adjudicatedAt());
          json.writeStringField("officer", a.officer());
        });
  }

  /** Writes a photo and returns its path in the folder; null where there is none. */
  private String image(String id, byte[] jpeg) throws IOException {
    if (jpeg.length == 0) {
      return null;
    }
    String path = IMAGES + "/" + id + ".jpg";
    Files.write(directory.resolve(path), jpeg);
    return path;
  }

  private static void text(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private static void number(JsonGenerator json, String field, Integer value) throws IOException {
    if (value != null) {
      json.writeNumberField(field, value);
    }
  }

  private static void time(JsonGenerator json, String field, Instant value) throws IOException {
    text(json, field, value == null ? null : value.toString());
  }

  private static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  @Override
  public void close() throws IOException {
    try (references;
        policies;
        captures;
        adjudications) {
      truth.close();
    }
  }

  /** The fields of a record. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** A file of a JSON record a line. */
  private static final class Lines implements Closeable {
    private final JsonGenerator json;

    Lines(Path file) throws IOException {
      json = JSON.createGenerator(new BufferedOutputStream(Files.newOutputStream(file)));
      json.setRootValueSeparator(null);
    }

    void line(Fields fields) throws IOException {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }
}
