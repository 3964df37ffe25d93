package northpost.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import northpost.domain.CapturedSample;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.SourcePosition;
import northpost.wire.CaptureCodec;
import northpost.wire.CaptureRecord;
import northpost.wire.ReferenceCodec;
import northpost.wire.ReferenceRecord;
import northpost.wire.WireException;
import northpost.wire.json.AdjudicationJson;
import northpost.wire.json.CaptureJson;
import northpost.wire.json.ImageFolder;
import northpost.wire.json.PolicyJson;
import northpost.wire.json.ReferenceJson;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;

/**
 * Files as bounded sources, in the file's order: NDJSON, or an Avro container file where the name
 * ends in {@code .avro}. A line that cannot be read becomes a rejection with file and line, and the
 * stream goes on. Run each with parallelism 1: a file is one split.
 */
public final class FileArrivals {
  private FileArrivals() {}

  /**
   * Captures of a file.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public static Source<CaptureArrival, ?, ?> captures(Path file, CaptureValidation validation) {
    return source(
        file, CaptureArrival.class, path -> openCaptures(path, validation, Clock.systemUTC()));
  }

  /**
   * References of a file; {@code {"referenceId":"x","withdrawn":true}} withdraws one.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public static Source<ReferenceArrival, ?, ?> references(Path file) {
    return source(file, ReferenceArrival.class, path -> openReferences(path, Clock.systemUTC()));
  }

  /**
   * References of several files, one after the other in the order given: what comes later goes
   * before what came earlier. Only with parallelism 1.
   *
   * @throws IllegalArgumentException when one of the files is not there
   */
  public static Source<ReferenceArrival, ?, ?> references(List<Path> files) {
    return source(files, ReferenceArrival.class, path -> openReferences(path, Clock.systemUTC()));
  }

  /**
   * Policies of an NDJSON file; {@code {"policyId":"x","withdrawn":true}} withdraws one.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public static Source<PolicyArrival, ?, ?> policies(Path file, PolicyValidation validation) {
    return source(
        file, PolicyArrival.class, path -> openPolicies(path, validation, Clock.systemUTC()));
  }

  /**
   * Adjudications of an NDJSON file.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public static Source<AdjudicationArrival, ?, ?> adjudications(
      Path file, AdjudicationValidation validation) {
    return source(
        file,
        AdjudicationArrival.class,
        path -> openAdjudications(path, validation, Clock.systemUTC()));
  }

  private static <T> Source<T, ?, ?> source(
      Path file, Class<T> type, ArrivalReader.Factory<T> factory) {
    return source(List.of(file), type, factory);
  }

  private static <T> Source<T, ?, ?> source(
      List<Path> files, Class<T> type, ArrivalReader.Factory<T> factory) {
    for (Path file : files) {
      lookInto(file, factory);
    }
    return FileSource.forBulkFileFormat(
            new ArrivalFormat<>(factory, TypeInformation.of(type)),
            files.stream()
                .map(
                    file ->
                        org.apache.flink.core.fs.Path.fromLocalFile(file.toAbsolutePath().toFile()))
                .toArray(org.apache.flink.core.fs.Path[]::new))
        // The default passes over files whose names start with a dot or an underscore.
        .setFileEnumerator(() -> new NonSplittingRecursiveEnumerator(any -> true))
        .setSplitAssigner(FilesInOrder::new)
        .build();
  }

  private static <T> void lookInto(Path file, ArrivalReader.Factory<T> factory) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(
          file
              + ": got "
              + (Files.exists(file) ? "no readable file" : "nothing")
              + ", expected a file of NDJSON or Avro (.avro)");
    }
    // A look inside now: an Avro file that is none should not wait for the cluster to say so.
    try (ArrivalReader<T> opened = factory.open(file)) {
      Objects.requireNonNull(opened);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file
              + ": got a file that does not open ("
              + e.getMessage()
              + "), expected a file of NDJSON or Avro (.avro)",
          e);
    }
  }

  private static boolean isAvro(Path file) {
    return file.getFileName().toString().endsWith(".avro");
  }

  private static ImageFolder folderOf(Path file) {
    return new ImageFolder(file.toAbsolutePath().getParent());
  }

  static ArrivalReader<CaptureArrival> openCaptures(
      Path file, CaptureValidation validation, Clock clock) throws IOException {
    if (isAvro(file)) {
      return new AvroFileReader<CaptureRecord, CaptureArrival>(
          file,
          CaptureRecord.class,
          (record, position, bytes, now) -> {
            Instant receivedAt = CaptureJson.receivedAt(record.getCapturedAt(), now);
            return validation.validate(
                CaptureCodec.fromRecord(record, position, receivedAt), bytes, now);
          },
          CaptureArrival::rejected,
          clock);
    }
    ImageFolder folder = folderOf(file);
    return new NdjsonReader<>(
        file,
        (line, position, bytes, now) -> {
          CapturedSample sample = CaptureJson.read(line, folder, position, now);
          return validation.validate(sample, bytes, now);
        },
        CaptureArrival::rejected,
        clock);
  }

  static ArrivalReader<ReferenceArrival> openReferences(Path file, Clock clock) throws IOException {
    if (isAvro(file)) {
      return new AvroFileReader<ReferenceRecord, ReferenceArrival>(
          file,
          ReferenceRecord.class,
          (record, position, bytes, now) ->
              ReferenceValidation.validate(ReferenceCodec.fromRecord(record, position), bytes, now),
          ReferenceArrival::rejected,
          clock);
    }
    ImageFolder folder = folderOf(file);
    return new NdjsonReader<>(
        file,
        (line, position, bytes, now) ->
            ReferenceValidation.validate(ReferenceJson.read(line, folder, position), bytes, now),
        ReferenceArrival::rejected,
        clock);
  }

  static ArrivalReader<PolicyArrival> openPolicies(
      Path file, PolicyValidation validation, Clock clock) throws IOException {
    return new NdjsonReader<>(
        file,
        (line, position, bytes, now) -> policy(line, validation, position, bytes, now),
        PolicyArrival::rejected,
        clock);
  }

  static ArrivalReader<AdjudicationArrival> openAdjudications(
      Path file, AdjudicationValidation validation, Clock clock) throws IOException {
    return new NdjsonReader<>(
        file,
        (line, position, bytes, now) ->
            validation.validate(
                new ReceivedAdjudication(AdjudicationJson.read(line), position), now, bytes, now),
        AdjudicationArrival::rejected,
        clock);
  }

  private static PolicyArrival policy(
      String line, PolicyValidation validation, SourcePosition position, long bytes, Instant now)
      throws WireException {
    PolicyJson.Line read = PolicyJson.read(line);
    return read.policy() == null
        ? PolicyArrival.withdrawn(read.withdrawnPolicyId())
        : validation.validate(read.policy(), position, bytes, now);
  }
}
