package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;
import northpost.domain.GivenFace;
import northpost.domain.PolicyUpdate;
import northpost.domain.QualityMeasure;
import northpost.domain.Template;
import northpost.wire.CaptureCodec;
import northpost.wire.Examples;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ArrivalTypesTest {
  @Test
  void areSerializedFieldByFieldAndNeverByKryo() throws Exception {
    assertSurvives(
        CaptureArrival.class,
        CaptureArrival.of(
            CaptureCodec.decode(
                CaptureCodec.encode(Examples.capture(), Examples.PHOTO),
                Examples.POSITION,
                Examples.NOON)));
    assertSurvives(
        CaptureArrival.class,
        CaptureArrival.of(
            new CapturedSample(
                Examples.capture(),
                new byte[0],
                Examples.POSITION,
                Examples.NOON,
                new GivenFace(
                    new Template(new float[] {1, 0}, "network"),
                    null,
                    List.of(new QualityMeasure("Sharpness", 50)),
                    "00ff"))));
    assertSurvives(ReferenceArrival.class, ReferenceArrival.of(Examples.templateReference()));
    assertSurvives(PolicyArrival.class, PolicyArrival.of(Examples.policy()));
    assertSurvives(PolicyArrival.class, PolicyArrival.of(PolicyUpdate.withdraw("pol-1", 2)));
    assertSurvives(PolicyArrival.class, PolicyArrival.of(PolicyUpdate.withdraw("pol-1")));
    DeadLetter rejection = Examples.deadLetter();
    assertSurvives(CaptureArrival.class, CaptureArrival.rejected(rejection));
    assertSurvives(ReferenceArrival.class, ReferenceArrival.rejected(rejection));
    assertSurvives(PolicyArrival.class, PolicyArrival.rejected(rejection));
  }

  private static <T> void assertSurvives(Class<T> type, T value) throws Exception {
    TypeInformation<T> info = TypeInformation.of(type);
    assertThat(info).isInstanceOf(PojoTypeInfo.class);
    Configuration withoutKryo = new Configuration();
    withoutKryo.set(PipelineOptions.GENERIC_TYPES, false);
    TypeSerializer<T> serializer = info.createSerializer(new SerializerConfigImpl(withoutKryo));
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(value, out);
    T read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(read).usingRecursiveComparison().isEqualTo(value);
  }
}
