package northpost.savepoint;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import northpost.wire.ReferenceRecord;
import northpost.wire.ReferenceSource;
import northpost.wire.TravellerClass;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;

/** Writes an Avro file of so many references with random templates, to measure with. */
final class LargeGallery {
  private LargeGallery() {}

  /**
   * @param args file, number of references, dimension, modelId
   */
  public static void main(String[] args) throws IOException {
    int count = Integer.parseInt(args[1]);
    int dimension = Integer.parseInt(args[2]);
    Random random = new Random(1);
    Instant start = Instant.parse("2025-01-01T00:00:00Z");
    SpecificData model = SpecificData.getForClass(ReferenceRecord.class);
    @SuppressWarnings("unchecked")
    DatumWriter<ReferenceRecord> records =
        (DatumWriter<ReferenceRecord>) model.createDatumWriter(ReferenceRecord.getClassSchema());
    try (DataFileWriter<ReferenceRecord> file = new DataFileWriter<>(records)) {
      file.setCodec(CodecFactory.nullCodec());
      file.create(ReferenceRecord.getClassSchema(), Path.of(args[0]).toFile());
      for (int i = 0; i < count; i++) {
        ReferenceRecord record = new ReferenceRecord();
        record.setReferenceId("reference-" + i);
        record.setSubjectId("subject-" + i / 2);
        record.setGalleryIds(List.of("expected"));
        record.setSource(ReferenceSource.VISA);
        record.setTravellerClass(TravellerClass.FOREIGN_NATIONAL);
        record.setTemplate(unit(random, dimension));
        record.setModelId(args[3]);
        record.setValidFrom(start);
        // Every tenth expires, in one of 1,000 minutes.
        record.setExpiresAt(i % 10 == 0 ? start.plusSeconds(1_000_000_000 + i % 1000 * 60) : null);
        file.append(record);
      }
    }
  }

  private static List<Float> unit(Random random, int dimension) {
    double[] values = random.doubles(dimension, -1, 1).toArray();
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    List<Float> unit = new ArrayList<>(dimension);
    for (double value : values) {
      unit.add((float) (value / Math.sqrt(squares)));
    }
    return unit;
  }
}
