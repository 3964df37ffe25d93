package northpost.stream;

import java.util.List;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flink asks of every serializer. */
@ParameterizedClass
@MethodSource("layouts")
class RecordSerializerTest extends SerializerTestBase<Object> {
  private final Layout<Object> layout;

  @SuppressWarnings("unchecked")
  RecordSerializerTest(Layout<?> layout) {
    super(
        new DeeplyEqualsChecker()
            .withCustomCheck(
                (a, b) -> a instanceof Record && b instanceof Record,
                (a, b, checker) -> RecordContents.of(a).equals(RecordContents.of(b))));
    this.layout = (Layout<Object>) layout;
  }

  static List<Layout<?>> layouts() {
    return Layouts.all();
  }

  @Override
  protected TypeSerializer<Object> createSerializer() {
    return new RecordTypeInfo<>(layout).createSerializer(null);
  }

  @Override
  protected int getLength() {
    return -1;
  }

  @Override
  protected Class<Object> getTypeClass() {
    return layout.type();
  }

  @Override
  protected Object[] getTestData() {
    RandomRecords random = new RandomRecords(13, 0);
    Object[] records = new Object[50];
    for (int i = 0; i < records.length; i++) {
      records[i] = random.record(layout.type());
    }
    return records;
  }
}
