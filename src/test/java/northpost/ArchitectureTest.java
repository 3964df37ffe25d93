package northpost;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
  private static final JavaClasses NORTHPOST =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("northpost");

  @Test
  void theDomainKnowsOnlyTheLanguage() {
    classes()
        .that()
        .resideInAPackage("northpost.domain")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("northpost.domain", "java..")
        .check(NORTHPOST);
  }

  /** Each package with the only ones of Northpost it may see, beside the domain. */
  @ParameterizedTest
  @CsvSource({
    "stream, northpost.stream..",
    "wire, northpost.wire..",
    "source, northpost.source..|northpost.wire..|northpost.stream..",
    "face, northpost.face..",
    "search, northpost.search..",
    "gallery, northpost.gallery..|northpost.search..|northpost.stream..",
    "decision, northpost.decision..|northpost.gallery..|northpost.stream..",
    "analytics, northpost.analytics..|northpost.stream..",
    "encounter, northpost.encounter..|northpost.stream..",
    "anomaly, northpost.anomaly..|northpost.stream..",
    "topics, northpost.topics..",
    "sink, northpost.sink..|northpost.wire..|northpost.stream..",
    "settings, northpost.settings..",
    "synthetic, northpost.synthetic..",
    "embedded, northpost.embedded..",
    "evaluation, northpost.evaluation..",
    "dashboard, northpost.dashboard..",
    "console, northpost.console..|northpost.dashboard..|northpost.sink.."
  })
  void packagesSeeOnlyWhatComesBeforeThem(String name, String allowed) {
    String[] packages = ("northpost.domain|" + allowed).split("\\|");
    noClasses()
        .that()
        .resideInAPackage("northpost." + name + "..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are of Northpost but not of " + String.join(", ", packages),
                type ->
                    type.getPackageName().startsWith("northpost")
                        && java.util.Arrays.stream(packages)
                            .noneMatch(
                                p ->
                                    type.getPackageName().equals(p.replace("..", ""))
                                        || type.getPackageName()
                                            .startsWith(p.replace("..", "") + "."))))
        .allowEmptyShould(true)
        .check(NORTHPOST);
  }

  @Test
  void theJobDoesNotKnowTheTools() {
    noClasses()
        .that()
        .resideOutsideOfPackages("northpost.tool..", "northpost.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("northpost.tool..", "northpost.demo..")
        .check(NORTHPOST);
  }

  @Test
  void nobodyLeavesTheProcessButTheLauncher() {
    noClasses()
        .that()
        .haveNameNotMatching("northpost\\.tool\\.Northpost")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(NORTHPOST);
  }
}
