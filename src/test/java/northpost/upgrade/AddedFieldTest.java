package northpost.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedFieldTest {
  @TempDir Path folder;

  @Test
  void whoMakesARecordAsBeforeGivesTheFieldTheNameOfTheType() throws Exception {
    Class<?> type = grown("Plain", "public record Plain(String id, long[] counts) {}");
    assertThat(components(type)).containsExactly("id", "counts", "addedLater");
    Object made =
        type.getConstructor(String.class, long[].class).newInstance("a", new long[] {1, 2});
    assertThat(field(made, "id")).isEqualTo("a");
    assertThat(field(made, "addedLater")).isEqualTo("<added to Plain>");
  }

  @Test
  void aCompactConstructorGoesOnToCheckAndToleratesAFieldThatIsNull() throws Exception {
    Class<?> type =
        grown(
            "Checked",
            """
            public record Checked(int count) {
              public Checked {
                if (count < 0) {
                  throw new IllegalArgumentException("count: got " + count);
                }
              }
              Checked plusOne() {
                return new Checked(count + 1);
              }
            }
            """);
    assertThat(field(type.getConstructor(int.class, String.class).newInstance(3, null), "count"))
        .isEqualTo(3);
    Constructor<?> before = type.getConstructor(int.class);
    assertThatThrownBy(() -> before.newInstance(-1))
        .isInstanceOf(InvocationTargetException.class)
        .hasRootCauseMessage("count: got -1");
  }

  @Test
  void aConstructorOfAllComponentsTakesTheFieldToo() throws Exception {
    Class<?> type =
        grown(
            "Whole",
            """
            public record Whole(String id, int count) {
              public Whole(String id, int count) {
                this.id = id.strip();
                this.count = count;
              }
              public Whole(String id) {
                this(id, 1);
              }
            }
            """);
    Object made = type.getConstructor(String.class).newInstance(" a ");
    assertThat(field(made, "id")).isEqualTo("a");
    assertThat(field(made, "count")).isEqualTo(1);
    assertThat(field(made, "addedLater")).isEqualTo("<added to Whole>");
  }

  @Test
  void aGenericRecordAndOneWithinAClassTakeIt() throws Exception {
    assertThat(components(grown("Pair", "public record Pair<T>(T one, java.util.List<T> more) {}")))
        .containsExactly("one", "more", "addedLater");
    Class<?> outer = grown("Outer", "public class Outer { public record Inner(int count) {} }");
    assertThat(components(outer.getClasses()[0])).containsExactly("count", "zzAddedLater");
  }

  @Test
  void itComesFirstInTheAlphabetUnlessTheComponentsAreInItsOrder() {
    assertThat(AddedField.nameIn(List.of("id", "counts"))).isLessThan("counts");
    assertThat(AddedField.nameIn(List.of("counts", "id", "zoneFirstMillis")))
        .isGreaterThan("zoneFirstMillis");
  }

  @Test
  void aLayoutWritesItLastAndReadsItFromItsVersionOn() {
    ClassOrInterfaceDeclaration layout =
        type(
            """
            final class PlainLayout implements Layout<Plain> {
              public Class<Plain> type() { return Plain.class; }
              public void write(Plain value, RecordOutput out) { out.string(value.id()); }
              public Plain read(RecordInput in) { return new Plain(in.string()); }
            }
            """);
    assertThat(AddedField.typeOfLayout(layout)).contains("Plain");
    AddedField.addToLayout(layout, "addedLater", 7);
    assertThat(words(layout.getMethodsByName("write").get(0).toString()))
        .contains("out.string(value.id()); out.string(value.addedLater()); }");
    assertThat(words(layout.toString()))
        .contains("new Plain(in.string(), in.version() < 7 ? null : in.string())");
  }

  @Test
  void aLayoutThatReadsInAnotherWayIsNamed() {
    ClassOrInterfaceDeclaration layout =
        type(
            """
            final class OddLayout implements Layout<Odd> {
              public void write(Odd value, RecordOutput out) {}
              public Odd read(RecordInput in) { return Odd.of(in.string()); }
            }
            """);
    assertThatThrownBy(() -> AddedField.addToLayout(layout, "addedLater", 2))
        .hasMessageContaining("expected return new Odd(...)")
        .hasMessageContaining("return Odd.of(in.string())");
  }

  @Test
  void aVersionGoesUpByOne() {
    ClassOrInterfaceDeclaration type = type("interface Layout<T> { int VERSION = 4; }");
    assertThat(AddedField.raise(type, "VERSION")).isEqualTo(5);
    assertThat(type.toString()).contains("int VERSION = 5;");
    assertThatThrownBy(() -> AddedField.raise(type, "FORMAT"))
        .hasMessageContaining("expected a constant FORMAT");
  }

  private Class<?> grown(String name, String source) throws Exception {
    CompilationUnit unit = unit(source);
    AddedField.addToRecord(unit.findFirst(RecordDeclaration.class).orElseThrow());
    Path file = Files.writeString(folder.resolve(name + ".java"), unit.toString());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), file.toString()))
        .as(unit.toString())
        .isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> type = loader.loadClass(name);
      // Those within it are loaded now: the loader is closed.
      assertThat(type.getClasses()).hasSizeLessThan(2);
      return type;
    }
  }

  private static ClassOrInterfaceDeclaration type(String source) {
    return unit(source).findFirst(ClassOrInterfaceDeclaration.class).orElseThrow();
  }

  private static CompilationUnit unit(String source) {
    return new JavaParser(
            new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17))
        .parse(source)
        .getResult()
        .orElseThrow();
  }

  private static String words(String source) {
    return source.replaceAll("\\s+", " ");
  }

  private static List<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(each -> each.getName()).toList();
  }

  private static Object field(Object made, String name) throws Exception {
    var accessor = made.getClass().getDeclaredMethod(name);
    accessor.setAccessible(true);
    return accessor.invoke(made);
  }
}
