package northpost.stream;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of a record that is serialized by a layout. */
public final class RecordTypeInfo<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Layout<T> layout;

  public RecordTypeInfo(Layout<T> layout) {
    this.layout = layout;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new RecordSerializer<>(layout);
  }

  @Override
  public Class<T> getTypeClass() {
    return layout.type();
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  /** What is keyed by is a field, never a whole record. */
  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RecordTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordTypeInfo<?> same && same.layout.getClass() == layout.getClass();
  }

  @Override
  public int hashCode() {
    return layout.getClass().hashCode();
  }

  @Override
  public String toString() {
    return "Record<" + layout.type().getSimpleName() + ">";
  }
}
