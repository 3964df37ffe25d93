package northpost.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.Zone;
import org.junit.jupiter.api.Test;

class EnumCodesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/state/enum-codes.txt");

  /** A code once given is for ever: lines may be added to the golden file, never changed. */
  @Test
  void codesAreThoseOfTheGoldenFile() throws Exception {
    List<String> actual = new ArrayList<>();
    for (Field field : codes()) {
      addCodes(field, actual);
    }
    assertThat(actual).containsExactlyInAnyOrderElementsOf(Files.readAllLines(GOLDEN));
    assertThat(actual).map(line -> line.replaceFirst(" \\S+$", "")).doesNotHaveDuplicates();
  }

  @Test
  void nullHasACodeOfItsOwn() throws IOException {
    assertThat(DomainCodes.ZONE.codeOf(null)).isZero();
    assertThat(DomainCodes.ZONE.constantOf((byte) 0)).isNull();
  }

  @Test
  void refusesAListThatMissesAConstantOrHasOneTwice() {
    assertThatThrownBy(() -> EnumCodes.of(Zone.class, Zone.UNKNOWN, Zone.PRIMARY))
        .hasMessageContaining("northpost.domain.Zone")
        .hasMessageContaining("got [UNKNOWN, PRIMARY]");
    assertThatThrownBy(
            () ->
                EnumCodes.of(
                    Zone.class, Zone.UNKNOWN, Zone.PRIMARY, Zone.PRE_PRIMARY, Zone.PRIMARY))
        .hasMessageContaining("expected each constant once");
  }

  @Test
  void refusesACodeThatNoConstantHas() {
    for (byte code : new byte[] {4, 127, -1, -128}) {
      assertThatThrownBy(() -> DomainCodes.ZONE.constantOf(code))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("code of northpost.domain.Zone: got " + code + ", expected 0 to 3")
          .hasMessageContaining("of a newer release that has a constant more")
          .hasMessageContaining("go back to a savepoint of before the upgrade");
    }
  }

  /** A line for each constant: enum, code, constant. */
  private static <E extends Enum<E>> void addCodes(Field field, List<String> lines)
      throws Exception {
    @SuppressWarnings("unchecked")
    EnumCodes<E> codes = (EnumCodes<E>) field.get(null);
    @SuppressWarnings("unchecked")
    Class<E> type =
        (Class<E>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
    for (E constant : type.getEnumConstants()) {
      byte code = codes.codeOf(constant);
      assertThat(codes.constantOf(code)).isEqualTo(constant);
      lines.add(type.getName() + " " + code + " " + constant.name());
    }
  }

  private static List<Field> codes() {
    List<Field> fields =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("northpost")
                .stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(EnumCodes.class))
                .map(JavaField::reflect)
                .toList();
    assertThat(fields).hasSizeGreaterThan(10);
    fields.forEach(field -> field.setAccessible(true));
    return fields;
  }
}
