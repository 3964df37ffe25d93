package northpost.stream;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Records with whatever their components may hold, made by reflection. */
final class RandomRecords {
  private static final List<String> STRINGS =
      List.of("", "c-1", "Trois-Rivières", "ÿ", "Ā", "東京", "\ud83d\ude00", "\ud800 alone", "\0");
  private static final List<Instant> INSTANTS =
      List.of(
          Instant.EPOCH,
          Instant.MIN,
          Instant.MAX,
          Instant.ofEpochSecond(-1, 999_999_999),
          Instant.parse("2026-03-31T23:59:59.123456789Z"));
  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.longBitsToDouble(0x7ff8_0000_0000_1234L)
  };

  private final SplittableRandom random;
  private final double nulls;

  /**
   * Records.
   *
   * @param nulls share of nulls among what may be null
   */
  RandomRecords(long seed, double nulls) {
    random = new SplittableRandom(seed);
    this.nulls = nulls;
  }

  /** A record; its parts may be null, itself is not. */
  <T> T record(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i]);
    }
    return RecordContents.make(type, values);
  }

  /** A value of a component, null now and then where it may be. */
  Object value(RecordComponent component) {
    if (!component.getType().isPrimitive() && random.nextDouble() < nulls) {
      return null;
    }
    return value(component.getType(), component.getGenericType());
  }

  private Object value(Class<?> type, Type generic) {
    if (type == String.class) {
      return string();
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == int.class || type == Integer.class) {
      return (int) number();
    } else if (type == long.class || type == Long.class) {
      return number();
    } else if (type == double.class || type == Double.class) {
      return random.nextBoolean() ? random.nextDouble() : DOUBLES[random.nextInt(DOUBLES.length)];
    } else if (type == Instant.class) {
      return random.nextBoolean()
          ? Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))
          : INSTANTS.get(random.nextInt(INSTANTS.size()));
    } else if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    } else if (type == byte[].class) {
      byte[] bytes = new byte[random.nextInt(100)];
      for (int i = 0; i < bytes.length; i++) {
        // No line feed: a document refuses it.
        bytes[i] = (byte) random.nextInt('\n' + 1, 0x100);
      }
      return bytes;
    } else if (type == int[].class) {
      return random.ints(random.nextInt(20)).toArray();
    } else if (type == long[].class) {
      return random.longs(random.nextInt(20)).toArray();
    } else if (type == double[].class) {
      return random.doubles(random.nextInt(20)).toArray();
    } else if (type == float[].class) {
      float[] floats = new float[random.nextInt(130)];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = Float.intBitsToFloat(random.nextInt());
      }
      return floats;
    } else if (type == List.class) {
      Class<?> element = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(value(element, element));
      }
      return list;
    } else if (type.isRecord()) {
      return record(type);
    }
    throw new IllegalArgumentException("a value of " + type + ": expected a type known here");
  }

  private String string() {
    if (random.nextBoolean()) {
      return STRINGS.get(random.nextInt(STRINGS.size()));
    }
    int length = random.nextInt(80);
    int highest = random.nextBoolean() ? 0x7f : random.nextBoolean() ? 0x100 : 0x10000;
    StringBuilder string = new StringBuilder();
    for (int i = 0; i < length; i++) {
      string.append((char) random.nextInt(highest));
    }
    return string.toString();
  }

  /** Small and large ones alike. */
  private long number() {
    return random.nextLong() >> random.nextInt(64);
  }
}
