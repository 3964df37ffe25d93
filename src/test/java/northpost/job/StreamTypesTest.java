package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import northpost.stream.RecordTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How records travel in the job of each wiring. */
class StreamTypesTest {
  private static final Set<Class<?>> IMMUTABLE =
      Set.of(
          String.class,
          Instant.class,
          Boolean.class,
          Integer.class,
          Long.class,
          Double.class,
          // No one writes to an array once it is in a record.
          byte[].class,
          long[].class,
          double[].class,
          int[].class,
          float[].class);

  @TempDir static Path folder;
  private static List<StreamGraph> graphs;

  @BeforeAll
  static void buildBothWirings() throws Exception {
    graphs = List.of(Wirings.ofKafka(), Wirings.ofFiles(folder));
  }

  /** A type that the topology forgot to name would travel as a POJO, slowly. */
  @Test
  void recordsOfALayoutTravelByIt() throws Exception {
    Map<Class<?>, TypeSerializer<?>> byLayout = new HashMap<>();
    for (TypeInformation<?> type : types()) {
      byLayout.put(type.getTypeClass(), type.createSerializer(null));
    }
    int found = 0;
    for (StreamGraph graph : graphs) {
      for (StreamNode node : graph.getStreamNodes()) {
        for (StreamEdge edge : node.getOutEdges()) {
          TypeSerializer<?> serializer =
              edge.getOutputTag() == null
                  ? node.getTypeSerializerOut()
                  : edge.getOutputTag()
                      .getTypeInfo()
                      .createSerializer(graph.getExecutionConfig().getSerializerConfig());
          TypeSerializer<?> expected = byLayout.get(type(serializer));
          if (expected != null) {
            found++;
            assertThat(serializer).as(edge.toString()).isEqualTo(expected);
          }
        }
      }
    }
    assertThat(found).isGreaterThan(20);
  }

  private static Class<?> type(TypeSerializer<?> serializer) {
    if (serializer instanceof PojoSerializer<?> pojo) {
      return DeclaredState.pojoClass(pojo);
    }
    Object instance = serializer.createInstance();
    return instance == null ? null : instance.getClass();
  }

  private static List<TypeInformation<?>> types() throws IllegalAccessException {
    List<TypeInformation<?>> types = new ArrayList<>();
    for (var field : StreamTypes.class.getDeclaredFields()) {
      if (TypeInformation.class.isAssignableFrom(field.getType())) {
        types.add((TypeInformation<?>) field.get(null));
      }
    }
    assertThat(types).hasSizeGreaterThan(6).allMatch(type -> type instanceof RecordTypeInfo);
    return types;
  }

  @Test
  void chainedOperatorsPassOnTheVeryObject() {
    for (StreamGraph graph : graphs) {
      assertThat(graph.getExecutionConfig().isObjectReuseEnabled()).isTrue();
    }
  }

  static Stream<Class<?>> records() {
    return StateTypesTest.records();
  }

  /** For only then may operators share a record. */
  @ParameterizedTest
  @MethodSource("records")
  void noRecordCanBeChanged(Class<?> record) {
    for (RecordComponent component : record.getRecordComponents()) {
      Type type = component.getGenericType();
      if (type instanceof ParameterizedType list) {
        assertThat(list.getRawType()).as(component.toString()).isEqualTo(List.class);
        type = list.getActualTypeArguments()[0];
      }
      Class<?> held = (Class<?>) type;
      assertThat(held.isPrimitive() || held.isEnum() || held.isRecord() || IMMUTABLE.contains(held))
          .as(component.toString())
          .isTrue();
    }
  }
}
