package northpost.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One version of a policy, written {@code policyId@version}: the key of its message and of its
 * state. With the policyId alone, compaction of the topic would take a version that is in force
 * away as soon as the next one is announced.
 */
public record PolicyKey(String policyId, int version) {
  /** How a key reads, for messages to people. */
  public static final String FORM = "policyId@version";

  /** The version is after the last '@': an id may hold others. */
  private static final Pattern KEY = Pattern.compile("(.+)@([1-9][0-9]{0,8})");

  public static PolicyKey of(Policy policy) {
    return new PolicyKey(policy.policyId(), policy.version());
  }

  /** Empty where the text is no such key. */
  public static Optional<PolicyKey> parse(String text) {
    Matcher matcher = KEY.matcher(text);
    return matcher.matches()
        ? Optional.of(new PolicyKey(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return policyId + "@" + version;
  }
}
