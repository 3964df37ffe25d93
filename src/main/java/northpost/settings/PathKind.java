package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The path of a file or folder. Whether it is there depends on the machine, and is checked apart.
 */
public record PathKind(Content content) implements Kind {
  /** What must be at the path. */
  public enum Content {
    /** A folder of networks with their manifest. */
    NETWORKS("folder", "with manifest.yaml and the files that it names"),
    /** A file that holds nothing but a secret. */
    SECRET("file of a secret", "an absolute path; the secret itself stands in no configuration"),
    /** A PEM file of certificates. */
    CERTIFICATES("file", "an absolute path of a PEM file of certificates");

    private final String type;
    private final String allowed;

    Content(String type, String allowed) {
      this.type = type;
      this.allowed = allowed;
    }
  }

  @Override
  public String type() {
    return content.type;
  }

  @Override
  public String allowed() {
    return content.allowed;
  }

  @Override
  public String refusal(String text) {
    boolean anywhere = content == Content.NETWORKS;
    boolean path = !text.isBlank() && text.equals(text.strip()) && text.indexOf('\0') < 0;
    return path && (anywhere || text.startsWith("/")) ? null : expected();
  }

  /** What stands in place of the path of a secret may be the secret. */
  @Override
  public String shown(String text) {
    return content == Content.SECRET && !text.startsWith("/")
        ? "no absolute path (not shown: it may be the secret itself)"
        : Shown.text(text);
  }

  @Override
  public String example() {
    return content == Content.NETWORKS ? "/opt/northpost/models" : "/run/secrets/northpost/file";
  }

  @Override
  public ObjectNode schema() {
    return Kind.schemaOf("string").put("pattern", content == Content.NETWORKS ? "\\S" : "^/");
  }
}
