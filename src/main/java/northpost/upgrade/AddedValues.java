package northpost.upgrade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How many records in a savepoint hold the field that a next version added. */
public final class AddedValues {
  private AddedValues() {}

  /**
   * Looks for the field's value in the files as they are.
   *
   * @param savepoint its folder
   * @param types that have the field in the next version
   * @return by simple name of each type, also where it is 0
   */
  public static SortedMap<String, Integer> in(Path savepoint, Collection<Class<?>> types)
      throws IOException {
    SortedMap<String, Integer> counts = new TreeMap<>();
    types.forEach(type -> counts.put(type.getSimpleName(), 0));
    try (Stream<Path> files = Files.walk(savepoint)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // Byte by byte: the value is all ASCII, in each of the serializers too.
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        counts.replaceAll((type, count) -> count + count(bytes, AddedField.valueIn(type)));
      }
    }
    return counts;
  }

  private static int count(String bytes, String value) {
    int count = 0;
    for (int at = bytes.indexOf(value); at >= 0; at = bytes.indexOf(value, at + 1)) {
      count++;
    }
    return count;
  }
}
