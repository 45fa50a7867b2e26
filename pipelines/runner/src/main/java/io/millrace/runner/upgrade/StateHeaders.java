package io.millrace.runner.upgrade;

import io.millrace.runner.upgrade.StoredStage.StateName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.changelog.ChangelogStateBackendHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/**
 * How the states of one operator are written, which stands at the head of every file of state. Each
 * subtask has its own files, and names the states that it has met.
 */
final class StateHeaders {
  private final ClassLoader loader;
  private final Map<StateName, StateMetaInfoSnapshot> states = new TreeMap<>();
  private TypeSerializerSnapshot<?> key;

  StateHeaders(ClassLoader loader) {
    this.loader = loader;
  }

  /** How the keys are written; empty if no state is kept by key. */
  Optional<TypeSerializerSnapshot<?>> key() {
    return Optional.ofNullable(key);
  }

  Map<StateName, StateMetaInfoSnapshot> states() {
    return states;
  }

  /**
   * Adds what one subtask says. Raw state has no header: only its operator knows what is in it.
   *
   * @throws IOException if a header can't be read, or a class that it names is not there
   */
  void read(OperatorSubtaskState subtask) throws IOException {
    for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
      if (!handle.getStateNameToPartitionOffsets().isEmpty()) {
        OperatorBackendSerializationProxy header = new OperatorBackendSerializationProxy(loader);
        try (FSDataInputStream stream = handle.openInputStream()) {
          header.read(new DataInputViewStreamWrapper(stream));
        }
        add(header.getOperatorStateMetaInfoSnapshots());
        add(header.getBroadcastStateMetaInfoSnapshots());
      }
    }
    for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
      readKeyed(handle);
    }
  }

  private void readKeyed(KeyedStateHandle handle) throws IOException {
    if (handle instanceof KeyGroupsStateHandle whole) {
      readKeyedHeader(whole);
    } else if (handle instanceof IncrementalKeyedStateHandle incremental) {
      readKeyedHeader(incremental.getMetaDataStateHandle());
    } else if (handle instanceof ChangelogStateBackendHandle changelog
        && changelog.getNonMaterializedStateHandles().isEmpty()) {
      for (KeyedStateHandle materialized : changelog.getMaterializedStateHandles()) {
        readKeyed(materialized);
      }
    } else {
      throw new IOException(
          "state of kind "
              + handle.getClass().getSimpleName()
              + " does not say how it is written; expected a savepoint in canonical format");
    }
  }

  private void readKeyedHeader(StreamStateHandle file) throws IOException {
    KeyedBackendSerializationProxy<?> header = new KeyedBackendSerializationProxy<>(loader);
    try (FSDataInputStream stream = file.openInputStream()) {
      header.read(new DataInputViewStreamWrapper(stream));
    }
    key = header.getKeySerializerSnapshot();
    add(header.getStateMetaInfoSnapshots());
  }

  private void add(List<StateMetaInfoSnapshot> described) {
    described.forEach(state -> states.putIfAbsent(StateName.of(state), state));
  }
}
