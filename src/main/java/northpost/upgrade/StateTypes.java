package northpost.upgrade;

import java.io.IOException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import northpost.domain.Reference;
import northpost.gallery.ReferenceSerializerSnapshot;
import northpost.stream.Layout;
import northpost.stream.RecordSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializerSnapshot;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.state.api.runtime.SavepointLoader;

/**
 * The records that a savepoint holds as values of states, with those within them: what a later
 * version may add a field to. Of keys there are none, since a key never changes.
 */
public final class StateTypes {
  private final SortedSet<Class<?>> records = new TreeSet<>(Comparator.comparing(Class::getName));
  private final ClassLoader loader = StateTypes.class.getClassLoader();

  private StateTypes() {}

  /**
   * Reads which serializers a savepoint names, not the state itself.
   *
   * @param location folder of a savepoint in canonical format, as a URI
   */
  public static SortedSet<Class<?>> of(String location) throws IOException {
    StateTypes types = new StateTypes();
    CheckpointMetadata metadata = SavepointLoader.loadSavepointMetadata(location);
    for (OperatorState operator : metadata.getOperatorStates()) {
      for (OperatorSubtaskState subtask : operator.getStates()) {
        for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
          types.addKeyed(handle);
        }
        for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
          types.addOperator(handle);
        }
      }
    }
    return types.records;
  }

  private void addKeyed(KeyedStateHandle handle) throws IOException {
    if (!(handle instanceof KeyGroupsStateHandle canonical)) {
      throw new IOException(
          "got state as "
              + handle.getClass().getSimpleName()
              + ", expected a savepoint in canonical format");
    }
    KeyedBackendSerializationProxy<?> head = new KeyedBackendSerializationProxy<>(loader);
    try (FSDataInputStream in = canonical.openInputStream()) {
      head.read(new DataInputViewStreamWrapper(in));
    }
    for (StateMetaInfoSnapshot state : head.getStateMetaInfoSnapshots()) {
      if (state.getBackendStateType() == StateMetaInfoSnapshot.BackendStateType.KEY_VALUE) {
        addValues(state);
      }
    }
  }

  private void addOperator(OperatorStateHandle handle) throws IOException {
    OperatorBackendSerializationProxy head = new OperatorBackendSerializationProxy(loader);
    try (FSDataInputStream in = handle.openInputStream()) {
      head.read(new DataInputViewStreamWrapper(in));
    }
    for (StateMetaInfoSnapshot state : head.getOperatorStateMetaInfoSnapshots()) {
      addValues(state);
    }
    for (StateMetaInfoSnapshot state : head.getBroadcastStateMetaInfoSnapshots()) {
      addValues(state);
    }
  }

  private void addValues(StateMetaInfoSnapshot state) throws IOException {
    TypeSerializerSnapshot<?> values =
        state.getTypeSerializerSnapshot(
            StateMetaInfoSnapshot.CommonSerializerKeys.VALUE_SERIALIZER);
    if (values != null) {
      add(values);
    }
  }

  private void add(TypeSerializerSnapshot<?> snapshot) throws IOException {
    if (snapshot instanceof ReferenceSerializerSnapshot) {
      addRecord(Reference.class);
    } else if (snapshot instanceof PojoSerializerSnapshot) {
      addRecord(named(snapshot));
    } else if (snapshot instanceof RecordSerializerSnapshot) {
      addRecord(typeOf(named(snapshot)));
    } else {
      TypeSerializer<?> serializer = snapshot.restoreSerializer();
      if (serializer instanceof MapSerializer<?, ?> map) {
        add(map.getValueSerializer().snapshotConfiguration());
      } else if (serializer instanceof ListSerializer<?> list) {
        add(list.getElementSerializer().snapshotConfiguration());
      } else if (serializer.getClass().getName().startsWith("northpost.")) {
        throw new IOException(
            "got a state of "
                + serializer.getClass().getName()
                + ", expected a serializer of which it is known how a field is added");
      }
    }
  }

  /** Both kinds of snapshot begin with the name of a class: of the record, or of its layout. */
  private Class<?> named(TypeSerializerSnapshot<?> snapshot) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    snapshot.writeSnapshot(out);
    String name = new DataInputDeserializer(out.getCopyOfBuffer()).readUTF();
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IOException("got state of " + name + ", expected a class of this version", e);
    }
  }

  private static Class<?> typeOf(Class<?> layout) throws IOException {
    try {
      return layout.asSubclass(Layout.class).getDeclaredConstructor().newInstance().type();
    } catch (ReflectiveOperationException e) {
      throw new IOException(layout.getName() + ": expected a layout that can be made", e);
    }
  }

  /** A record, and those it is made of. */
  private void addRecord(Class<?> type) throws IOException {
    if (!type.isRecord()) {
      throw new IOException("got state of " + type.getName() + ", expected a record");
    }
    if (records.add(type)) {
      for (RecordComponent component : type.getRecordComponents()) {
        addWithin(component.getGenericType());
      }
    }
  }

  private void addWithin(Type type) throws IOException {
    if (type instanceof Class<?> plain) {
      if (plain.isArray()) {
        addWithin(plain.getComponentType());
      } else if (plain.isRecord()) {
        addRecord(plain);
      }
    } else if (type instanceof ParameterizedType generic) {
      for (Type argument : List.of(generic.getActualTypeArguments())) {
        addWithin(argument);
      }
    } else if (type instanceof GenericArrayType array) {
      addWithin(array.getGenericComponentType());
    }
  }
}
