package northpost.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who logs in and how, as Java writes it: {@code MODULE FLAG NAME=VALUE ... ;}. Any module may be
 * there, each with options of its own, so every option is a secret but those known to be none.
 */
final class JaasLine {
  /** A part of the line that stands elsewhere: no character of a line that somebody writes. */
  static final char ELSEWHERE = '\uE000';

  static final String FORM = "MODULE FLAG NAME=VALUE ... ; with each secret as ${file:PATH:KEY}";

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)'|([;=])|([^\\s;=\"']+))");

  private static final Set<String> FLAGS =
      Set.of("required", "requisite", "sufficient", "optional");

  /** In lower case: names, files, regions and switches of Kafka's, Java's and AWS's modules. */
  static final Set<String> OPEN =
      Set.of(
          "username",
          "tokenauth",
          "servicename",
          "principal",
          "keytab",
          "usekeytab",
          "storekey",
          "useticketcache",
          "ticketcache",
          "renewtgt",
          "donotprompt",
          "refreshkrb5config",
          "isinitiator",
          "debug",
          "usefirstpass",
          "tryfirstpass",
          "storepass",
          "clearpass",
          "clientid",
          "scope",
          "extension_logicalcluster",
          "extension_identitypoolid",
          "ssl.protocol",
          "ssl.truststore.location",
          "ssl.truststore.type",
          "ssl.keystore.location",
          "ssl.keystore.type",
          "awsrolearn",
          "awsrolesessionname",
          "awsstsregion",
          "awsprofilename",
          "awsdebugcreds");

  private final List<String> tokens;
  private int at;

  private JaasLine(List<String> tokens) {
    this.tokens = tokens;
  }

  /**
   * Why a line is not taken.
   *
   * @param line with {@link #ELSEWHERE} for each reference
   * @return what was expected in its place; null where it is taken
   */
  static String refusal(String line) {
    if (isElsewhere(line)) {
      return null;
    }
    List<String> tokens = tokens(line);
    return tokens == null ? FORM : new JaasLine(tokens).entries();
  }

  /** The words; quoted ones begin with a quote. Null where a quote does not end. */
  private static List<String> tokens(String line) {
    List<String> tokens = new ArrayList<>();
    String text = line.strip();
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!token.find(end) || token.start() != end) {
        return null;
      }
      String quoted = token.group(1) != null ? token.group(1) : token.group(2);
      tokens.add(quoted != null ? "\"" + quoted : token.group().strip());
      end = token.end();
    }
    return tokens;
  }

  private String entries() {
    if (tokens.isEmpty()) {
      return FORM;
    }
    while (at < tokens.size()) {
      String refusal = entry();
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private String entry() {
    String module = next();
    String flag = next();
    if (!isWord(module) || !isWord(flag) || !FLAGS.contains(flag.toLowerCase(Locale.ROOT))) {
      return FORM;
    }
    for (String name = next(); !name.equals(";"); name = next()) {
      String equal = next();
      String value = next();
      if (!isWord(name) || !equal.equals("=") || value.isEmpty() || isSign(value)) {
        return FORM;
      }
      String written = value.startsWith("\"") ? value.substring(1) : value;
      boolean open = OPEN.contains(name.toLowerCase(Locale.ROOT));
      if (!open && !isElsewhere(written)) {
        return name + " as ${file:PATH:KEY}";
      }
    }
    return null;
  }

  /** The next word; an empty one behind the end. */
  private String next() {
    return at < tokens.size() ? tokens.get(at++) : "";
  }

  private static boolean isWord(String token) {
    return !token.isEmpty() && !isSign(token) && token.charAt(0) != '"';
  }

  private static boolean isSign(String token) {
    return token.equals(";") || token.equals("=");
  }

  private static boolean isElsewhere(String text) {
    String value = text.strip();
    return value.length() == 1 && value.charAt(0) == ELSEWHERE;
  }
}
