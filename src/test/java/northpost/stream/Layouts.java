package northpost.stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;

/** All layouts there are. */
final class Layouts {
  private static final List<Layout<?>> ALL = find();

  private Layouts() {}

  /** In the order of their names. */
  static List<Layout<?>> all() {
    return ALL;
  }

  private static List<Layout<?>> find() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("northpost")
            .stream()
            .filter(type -> type.isAssignableTo(Layout.class) && !type.isInterface())
            .sorted(Comparator.comparing(JavaClass::getName))
            .<Layout<?>>map(type -> (Layout<?>) InstantiationUtil.instantiate(type.reflect()))
            .toList();
  }
}
