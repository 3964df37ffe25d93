package northpost.job;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.runtime.state.StateInitializationContextImpl;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.MockStreamingRuntimeContext;

/**
 * A state that one of our functions asks for when it is opened.
 *
 * @param type e.g. {@code MapState<String, Reference>}
 * @param values serializes the value, or the values of the map
 */
public record DeclaredState(String name, String type, TypeSerializer<?> values) {

  /** The states of an operator; none for sources and sinks, whose connectors keep their own. */
  public static List<DeclaredState> of(StreamNode node) {
    if (!(node.getOperatorFactory() instanceof SimpleOperatorFactory<?> factory)) {
      return List.of();
    }
    StreamOperator<?> operator = factory.getOperator();
    if (!(operator instanceof AbstractUdfStreamOperator<?, ?> withFunction)) {
      return List.of();
    }
    List<DeclaredState> states = new ArrayList<>();
    Function function = withFunction.getUserFunction();
    if (function instanceof KeyedProcessFunction
        || function instanceof KeyedCoProcessFunction
        || function instanceof KeyedBroadcastProcessFunction) {
      states.addAll(opened((RichFunction) function));
    }
    if (function instanceof CheckpointedFunction checkpointed) {
      states.addAll(ofOperator(checkpointed));
    }
    if (operator instanceof CoBroadcastWithKeyedOperator<?, ?, ?, ?> broadcast) {
      broadcastStates(broadcast).forEach(state -> states.add(declared("BroadcastState", state)));
    }
    return states;
  }

  private static List<DeclaredState> opened(RichFunction function) {
    Recorder recorder = new Recorder();
    try {
      function.setRuntimeContext(recorder);
      function.open(DefaultOpenContext.INSTANCE);
    } catch (Exception e) {
      throw new IllegalStateException("opening " + function.getClass() + " to see its state", e);
    }
    return recorder.states;
  }

  /** The states that are of the operator as a whole, not of a key. */
  private static List<DeclaredState> ofOperator(CheckpointedFunction function) {
    List<DeclaredState> states = new ArrayList<>();
    OperatorStateStore store =
        (OperatorStateStore)
            Proxy.newProxyInstance(
                DeclaredState.class.getClassLoader(),
                new Class<?>[] {OperatorStateStore.class},
                (proxy, method, arguments) -> {
                  String kind = method.getName().replaceFirst("^get", "");
                  states.add(declared(kind, (StateDescriptor<?, ?>) arguments[0]));
                  return EmptyListState.INSTANCE;
                });
    try {
      function.initializeState(
          new StateInitializationContextImpl(null, store, null, List.of(), List.of()));
    } catch (Exception e) {
      throw new IllegalStateException("asking " + function.getClass() + " for its state", e);
    }
    return states;
  }

  /** The operator tells them to nobody else before it runs. */
  @SuppressWarnings("unchecked")
  private static List<MapStateDescriptor<?, ?>> broadcastStates(StreamOperator<?> operator) {
    try {
      var field = CoBroadcastWithKeyedOperator.class.getDeclaredField("broadcastStateDescriptors");
      field.setAccessible(true);
      return (List<MapStateDescriptor<?, ?>>) field.get(operator);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("reading the broadcast states of " + operator, e);
    }
  }

  private static DeclaredState declared(String kind, StateDescriptor<?, ?> descriptor) {
    descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
    if (descriptor instanceof MapStateDescriptor<?, ?> map) {
      return new DeclaredState(
          descriptor.getName(),
          kind + "<" + name(map.getKeySerializer()) + ", " + name(map.getValueSerializer()) + ">",
          map.getValueSerializer());
    }
    TypeSerializer<?> serializer =
        descriptor instanceof ListStateDescriptor<?> list
            ? list.getElementSerializer()
            : descriptor.getSerializer();
    return new DeclaredState(descriptor.getName(), kind + "<" + name(serializer) + ">", serializer);
  }

  private static String name(TypeSerializer<?> serializer) {
    if (serializer instanceof ListSerializer<?> list) {
      return "List<" + name(list.getElementSerializer()) + ">";
    }
    if (serializer instanceof PojoSerializer<?> pojo) {
      return pojoClass(pojo).getSimpleName();
    }
    return serializer.createInstance().getClass().getSimpleName();
  }

  public static Class<?> pojoClass(PojoSerializer<?> serializer) {
    try {
      var field = PojoSerializer.class.getDeclaredField("clazz");
      field.setAccessible(true);
      return (Class<?>) field.get(serializer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("reading the class of a PojoSerializer", e);
    }
  }

  /** Holds nothing. */
  private enum EmptyListState implements ListState<Object> {
    INSTANCE;

    @Override
    public Iterable<Object> get() {
      return List.of();
    }

    @Override
    public void add(Object value) {}

    @Override
    public void update(List<Object> values) {}

    @Override
    public void addAll(List<Object> values) {}

    @Override
    public void clear() {}
  }

  /** Notes every state that is asked for. */
  private static final class Recorder extends MockStreamingRuntimeContext {
    final List<DeclaredState> states = new ArrayList<>();

    Recorder() {
      super(1, 0);
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
      states.add(declared("ValueState", descriptor));
      return null;
    }

    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
      states.add(declared("MapState", descriptor));
      return null;
    }
  }
}
