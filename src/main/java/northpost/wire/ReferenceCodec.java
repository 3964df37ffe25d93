package northpost.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.DeclaredTraits;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.Template;

/** References to and from {@link ReferenceRecord}. */
public final class ReferenceCodec {
  private static final SingleObject<ReferenceRecord> WIRE = SingleObject.of(ReferenceRecord.class);

  private ReferenceCodec() {}

  /**
   * The message that enrols a reference; a withdrawal has none, it is a null value under the key.
   *
   * @throws IllegalArgumentException for a withdrawal
   */
  public static byte[] encode(ReferenceUpdate update) {
    if (update.kind() != ReferenceUpdate.Kind.ENROL) {
      throw new IllegalArgumentException(
          "reference "
              + update.referenceId()
              + ": got a withdrawal, expected an enrolment; a withdrawal is a null value");
    }
    return WIRE.encode(toRecord(update));
  }

  /**
   * The enrolment of a message.
   *
   * @throws WireException when it cannot be read
   */
  public static ReferenceUpdate decode(byte[] message, SourcePosition position)
      throws WireException {
    return fromRecord(WIRE.decode(message), position);
  }

  static ReferenceRecord toRecord(ReferenceUpdate update) {
    Reference ref = update.reference();
    DeclaredTraits traits =
        ref.declared() == null ? new DeclaredTraits(null, null, null) : ref.declared();
    ReferenceRecord r = new ReferenceRecord();
    r.setReferenceId(ref.referenceId());
    r.setSubjectId(ref.subjectId());
    r.setGalleryIds(ref.galleryIds());
    r.setSource(EnumNames.to(ReferenceSource.class, ref.source()));
    r.setImage(update.image() == null ? null : ByteBuffer.wrap(update.image()));
    if (ref.template() != null) {
      r.setTemplate(boxed(ref.template().vector()));
      r.setModelId(ref.template().modelId());
    }
    r.setTravellerClass(EnumNames.to(TravellerClass.class, ref.travellerClass()));
    r.setDeclaredSex(traits.sex());
    r.setBirthDecade(traits.birthDecade());
    r.setRegion(traits.region());
    r.setValidFrom(ref.validFrom());
    r.setExpiresAt(ref.expiresAt());
    return r;
  }

  /** The enrolment of a record that was read by other means, e.g. from an Avro file. */
  public static ReferenceUpdate fromRecord(ReferenceRecord r, SourcePosition position) {
    boolean declared =
        r.getDeclaredSex() != null || r.getBirthDecade() != null || r.getRegion() != null;
    Reference reference =
        new Reference(
            r.getReferenceId(),
            r.getSubjectId(),
            new ArrayList<>(r.getGalleryIds()),
            EnumNames.to(northpost.domain.ReferenceSource.class, r.getSource()),
            EnumNames.to(northpost.domain.TravellerClass.class, r.getTravellerClass()),
            declared
                ? new DeclaredTraits(r.getDeclaredSex(), r.getBirthDecade(), r.getRegion())
                : null,
            r.getValidFrom(),
            r.getExpiresAt(),
            r.getTemplate() == null
                ? null
                : new Template(unboxed(r.getTemplate()), r.getModelId()));
    return new ReferenceUpdate(
        r.getReferenceId(),
        ReferenceUpdate.Kind.ENROL,
        reference,
        r.getImage() == null ? null : Bytes.of(r.getImage()),
        position);
  }

  private static List<Float> boxed(float[] vector) {
    List<Float> list = new ArrayList<>(vector.length);
    for (float v : vector) {
      list.add(v);
    }
    return list;
  }

  private static float[] unboxed(List<Float> list) {
    float[] vector = new float[list.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = list.get(i);
    }
    return vector;
  }
}
