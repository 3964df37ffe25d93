package northpost.docs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A class, with a member or type arguments or without; a constant in capitals. */
final class JavaName implements NameKind {
  private static final Pattern QUALIFIED = Pattern.compile("northpost(\\.[a-z]+)*\\.([A-Z]\\w+)");
  private static final Pattern CONSTANT =
      Pattern.compile("([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)(=\\S+)?");
  private static final Pattern TYPE =
      Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:<(.*)>)?(?:\\.(\\w+))?(\\(.*\\))?");

  /** Where the few types of others that documents name are. */
  private static final List<String> PACKAGES =
      List.of(
          "java.lang.",
          "java.util.",
          "org.apache.flink.api.common.state.",
          "org.apache.flink.api.java.typeutils.runtime.",
          "org.apache.flink.streaming.api.datastream.",
          "ai.onnxruntime.");

  static boolean isQualified(String text) {
    return QUALIFIED.matcher(text).matches();
  }

  @Override
  public boolean claims(String text) {
    return isQualified(text)
        || text.matches("\\*[A-Z]\\w+")
        || CONSTANT.matcher(text).matches()
        || TYPE.matcher(text).matches();
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    if (isQualified(text)) {
      return classFault(text);
    }
    if (text.startsWith("*")) {
      return DocumentNames.unless(
          Code.types().stream().anyMatch(type -> type.endsWith(text.substring(1))),
          "got no class whose name ends so");
    }
    Matcher constant = CONSTANT.matcher(text);
    if (constant.matches()) {
      return DocumentNames.unless(
          Code.words().contains(constant.group(1)) || Code.testWords().contains(constant.group(1)),
          "expected a constant or variable of the code");
    }
    return typeFault(text);
  }

  /** What is wrong with the name of a class with its package. */
  static Optional<String> classFault(String name) {
    return DocumentNames.unless(
        Code.sourceOf(name.substring(name.lastIndexOf('.') + 1))
            .filter(file -> file.toString().endsWith(name.replace('.', '/') + ".java"))
            .isPresent(),
        "got no such class");
  }

  private static Optional<String> typeFault(String text) {
    Matcher type = TYPE.matcher(text);
    if (!type.matches()) {
      return Optional.of("expected a type");
    }
    String name = type.group(1);
    if (!Code.types().contains(name) && ofOthers(name).isEmpty()) {
      return Optional.of("got no such class as " + name);
    }
    if (type.group(2) != null) {
      for (String argument : type.group(2).split(", ", 2)) {
        Optional<String> fault = typeFault(argument);
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    String member = type.group(3);
    if (member == null) {
      return Optional.empty();
    }
    boolean there =
        Code.sourceOf(name).map(file -> Code.wordsOf(file).contains(member)).orElse(false)
            || ofOthers(name)
                .filter(
                    each ->
                        List.of(each.getMethods()).stream()
                            .anyMatch(method -> method.getName().equals(member)))
                .isPresent();
    return DocumentNames.unless(there, "got no " + member + " in " + name);
  }

  private static Optional<Class<?>> ofOthers(String name) {
    // A list state that each subtask is given whole has no type of its own in Flink.
    String real = name.equals("UnionListState") ? "ListState" : name;
    for (String each : PACKAGES) {
      try {
        return Optional.of(Class.forName(each + real, false, JavaName.class.getClassLoader()));
      } catch (ClassNotFoundException e) {
        // In another package.
      }
    }
    return Optional.empty();
  }
}
