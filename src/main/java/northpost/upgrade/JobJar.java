package northpost.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Makes the job jar of a next version, in which each type of state has a field more, from the job
 * jar of this one and the sources it is of.
 *
 * @param jar of this version
 * @param sources roots of the packages; the first is that of the job, the others what is generated
 */
public record JobJar(Path jar, List<Path> sources) {
  private static final int MOST_ERRORS = 10;

  public JobJar {
    sources = List.copyOf(sources);
  }

  /**
   * Writes the next version.
   *
   * @param types records that are to have a field more
   * @param work for what is compiled; made where it is not there
   * @param next the jar that is written
   * @throws IOException when the sources are not those of the jar, or no longer compile with the
   *     field
   */
  public void writeNext(Collection<Class<?>> types, Path work, Path next) throws IOException {
    Path edited = work.resolve("sources");
    Map<Path, String> changed = new NextVersion(sources.get(0)).withAFieldMoreIn(types);
    for (Map.Entry<Path, String> file : changed.entrySet()) {
      Path target = edited.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
    Path classes = Files.createDirectories(work.resolve("classes"));
    compile(edited, classes);
    replace(classes, next);
  }

  /** All of it, since a constant such as a version is copied into whatever uses it. */
  private void compile(Path edited, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException("got a Java without a compiler, expected a JDK");
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  found,
                  List.of(
                      "-d",
                      classes.toString(),
                      "-classpath",
                      System.getProperty("java.class.path"),
                      "--add-modules",
                      "jdk.incubator.vector",
                      "-parameters",
                      "-proc:none",
                      "-Xpkginfo:always",
                      "-nowarn"),
                  null,
                  files.getJavaFileObjectsFromPaths(files(edited)))
              .call();
      if (!compiled) {
        throw new IOException(
            "the next version: expected sources that compile, got\n"
                + found.getDiagnostics().stream()
                    .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                    .limit(MOST_ERRORS)
                    .map(each -> each.toString())
                    .collect(Collectors.joining("\n")));
      }
    }
  }

  private Set<Path> files(Path edited) throws IOException {
    Set<Path> all = new TreeSet<>();
    for (Path root : sources) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          Path other = edited.resolve(root.relativize(file).toString());
          all.add(Files.exists(other) ? other : file);
        }
      }
    }
    return all;
  }

  private void replace(Path classes, Path next) throws IOException {
    Path made = next.resolveSibling(next.getFileName() + ".part");
    Files.createDirectories(next.getParent());
    try (InputStream from = Files.newInputStream(jar);
        ZipInputStream before = new ZipInputStream(from);
        OutputStream to = Files.newOutputStream(made);
        ZipOutputStream after = new ZipOutputStream(to)) {
      after.setLevel(Deflater.BEST_SPEED);
      for (ZipEntry entry = before.getNextEntry(); entry != null; entry = before.getNextEntry()) {
        String name = entry.getName();
        after.putNextEntry(new ZipEntry(name));
        if (name.startsWith("northpost/") && name.endsWith(".class")) {
          Path compiled = classes.resolve(name);
          if (!Files.exists(compiled)) {
            throw new IOException(
                jar
                    + ": got "
                    + name
                    + ", which is not in "
                    + sources
                    + ", expected the jar of these sources (mvn -DskipTests package)");
          }
          Files.copy(compiled, after);
        } else {
          before.transferTo(after);
        }
        after.closeEntry();
      }
    }
    Files.move(made, next, StandardCopyOption.REPLACE_EXISTING);
  }
}
