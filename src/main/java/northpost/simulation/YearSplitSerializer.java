package northpost.simulation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Lists of splits, and single ones, as three numbers each. */
final class YearSplitSerializer {
  private static final int VERSION = 1;

  private YearSplitSerializer() {}

  static SimpleVersionedSerializer<YearSplit> ofOne() {
    return new Serializer<>() {
      @Override
      public byte[] serialize(YearSplit split) throws IOException {
        return bytes(List.of(split));
      }

      @Override
      YearSplit of(List<YearSplit> splits) {
        return splits.get(0);
      }
    };
  }

  static SimpleVersionedSerializer<List<YearSplit>> ofSeveral() {
    return new Serializer<>() {
      @Override
      public byte[] serialize(List<YearSplit> splits) throws IOException {
        return bytes(splits);
      }

      @Override
      List<YearSplit> of(List<YearSplit> splits) {
        return splits;
      }
    };
  }

  private abstract static class Serializer<T> implements SimpleVersionedSerializer<T> {
    abstract T of(List<YearSplit> splits);

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public T deserialize(int version, byte[] bytes) throws IOException {
      if (version != VERSION) {
        throw new IOException("splits: got version " + version + ", expected " + VERSION);
      }
      return of(splits(bytes));
    }
  }

  private static byte[] bytes(List<YearSplit> splits) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (YearSplit split : splits) {
      out.writeInt(split.part());
      out.writeInt(split.hour());
      out.writeInt(split.taken());
    }
    return bytes.toByteArray();
  }

  private static List<YearSplit> splits(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<YearSplit> splits = new ArrayList<>();
    while (in.available() > 0) {
      splits.add(new YearSplit(in.readInt(), in.readInt(), in.readInt()));
    }
    return splits;
  }
}
