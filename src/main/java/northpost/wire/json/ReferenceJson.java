package northpost.wire.json;

import java.util.List;
import northpost.domain.DeclaredTraits;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import northpost.wire.WireException;

/** Changes of the gallery as lines of JSON; {@code "withdrawn": true} withdraws. */
public final class ReferenceJson {
  private static final List<String> FIELDS =
      List.of(
          "referenceId",
          "subjectId",
          "galleryIds",
          "source",
          "image",
          "imagePath",
          "template",
          "modelId",
          "travellerClass",
          "declaredSex",
          "birthDecade",
          "region",
          "validFrom",
          "expiresAt",
          "withdrawn");

  private ReferenceJson() {}

  /** A line with the photo or the template in it, or the line of a withdrawal. */
  public static String write(ReferenceUpdate update) {
    return line(update, update.image() == null ? null : ImageFolder.toBase64(update.image()), null)
        .toString();
  }

  /**
   * A line that names the photo.
   *
   * @param imagePath relative to the file the line is for
   */
  public static String write(ReferenceUpdate update, String imagePath) {
    return line(update, null, imagePath).toString();
  }

  private static JsonLine line(ReferenceUpdate update, String image, String imagePath) {
    JsonLine line = new JsonLine().put("referenceId", update.referenceId());
    if (update.kind() == ReferenceUpdate.Kind.WITHDRAW) {
      return line.put("withdrawn", true);
    }
    Reference r = update.reference();
    line.put("subjectId", r.subjectId())
        .put("galleryIds", r.galleryIds())
        .put("source", r.source())
        .put("image", image)
        .put("imagePath", imagePath);
    if (r.template() != null) {
      line.put("template", r.template().vector()).put("modelId", r.template().modelId());
    }
    line.put("travellerClass", r.travellerClass());
    if (r.declared() != null) {
      line.put("declaredSex", r.declared().sex())
          .put("birthDecade", r.declared().birthDecade())
          .put("region", r.declared().region());
    }
    return line.put("validFrom", r.validFrom()).put("expiresAt", r.expiresAt());
  }

  /**
   * The change of a line. What it contains is not checked beyond its kind; a required field that is
   * absent reads as null.
   *
   * @param folder where {@code imagePath} starts
   * @throws WireException when the line cannot be read
   */
  public static ReferenceUpdate read(String line, ImageFolder folder, SourcePosition position)
      throws WireException {
    JsonRecord r = JsonRecord.parse(line, "referenceId", FIELDS);
    String referenceId = r.text("referenceId");
    if (r.flag("withdrawn", false)) {
      return ReferenceUpdate.withdraw(referenceId, position);
    }
    float[] vector = r.floats("template");
    String modelId = r.text("modelId");
    DeclaredTraits declared =
        new DeclaredTraits(r.text("declaredSex"), r.integer("birthDecade"), r.text("region"));
    boolean nothingDeclared = declared.equals(new DeclaredTraits(null, null, null));
    Reference reference =
        new Reference(
            referenceId,
            r.text("subjectId"),
            r.texts("galleryIds"),
            r.constant("source", ReferenceSource.class, ReferenceSource.UNKNOWN),
            r.constant("travellerClass", TravellerClass.class, TravellerClass.UNKNOWN),
            nothingDeclared ? null : declared,
            r.instant("validFrom"),
            r.instant("expiresAt"),
            vector == null ? null : new Template(vector, modelId));
    return new ReferenceUpdate(
        referenceId, ReferenceUpdate.Kind.ENROL, reference, r.image(folder), position);
  }
}
