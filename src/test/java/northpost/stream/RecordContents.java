package northpost.stream;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes records apart and puts them together, whatever they are. */
final class RecordContents {
  private RecordContents() {}

  /** What is in a record, arrays by content and numbers by their bits: to be compared. */
  static Object of(Object value) {
    if (value instanceof Record record) {
      List<Object> contents = new ArrayList<>(List.of(record.getClass()));
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        contents.add(of(get(component, record)));
      }
      return contents;
    } else if (value instanceof List<?> list) {
      List<Object> contents = new ArrayList<>();
      list.forEach(each -> contents.add(of(each)));
      return contents;
    } else if (value instanceof byte[] bytes) {
      return Arrays.toString(bytes);
    } else if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    } else if (value instanceof long[] numbers) {
      return Arrays.toString(numbers);
    } else if (value instanceof double[] numbers) {
      return Arrays.toString(numbers);
    } else if (value instanceof float[] floats) {
      List<Integer> bits = new ArrayList<>();
      for (float each : floats) {
        bits.add(Float.floatToRawIntBits(each));
      }
      return bits;
    } else if (value instanceof Double number) {
      return Double.doubleToRawLongBits(number);
    }
    return value;
  }

  static Object get(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("reading " + component, e);
    }
  }

  /** The record of these components. */
  static <T> T make(Class<T> type, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<T> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("making a " + type, e);
    }
  }
}
