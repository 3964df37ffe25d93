package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record of a stream or a state is one that Flink serializes itself, never Kryo. */
class StateTypesTest {
  @ParameterizedTest
  @MethodSource("records")
  void flinkSerializesEveryRecordWithoutKryo(Class<?> record) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(record);
  }

  @Test
  void findsTheRecords() {
    assertThat(records()).contains(northpost.domain.Decision.class, northpost.sink.Document.class);
  }

  /**
   * All public records but those that never travel: registry data, settings and results of calls.
   */
  static Stream<Class<?>> records() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                "northpost.domain",
                "northpost.source",
                "northpost.gallery",
                "northpost.decision",
                "northpost.analytics",
                "northpost.encounter",
                "northpost.anomaly",
                "northpost.sink")
            .stream()
            .filter(type -> type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> NOT_STREAMED.stream().noneMatch(type.getFullName()::endsWith))
            .map(JavaClass::reflect);
  }

  private static final java.util.Set<String> NOT_STREAMED =
      java.util.Set.of(
          "domain.Camera",
          "domain.Crossing",
          "domain.Lane",
          "domain.LocationCheck",
          "domain.OpeningHours",
          "domain.Port",
          "domain.PortRegistry$CameraPlace",
          "domain.Rate",
          "encounter.EncounterSettings",
          "gallery.MatchSettings",
          "gallery.GalleryIndex$Search",
          "sink.ElasticsearchSettings",
          "source.AdjudicationValidation");
}
