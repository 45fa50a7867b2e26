package io.millrace.runner.upgrade;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;

/**
 * What a savepoint holds of one operator, without the state's content.
 *
 * @param name the stage id; where the savepoint does not keep it, the id in hexadecimal
 * @param stateful whether there is anything in it that a job without this stage would lose
 * @param key how the keys of its keyed state are written; empty if it has none
 * @param states how each of its states is written
 * @param unreadable why the states can't be told; empty if they can
 */
record StoredStage(
    OperatorID id,
    String name,
    int maxParallelism,
    boolean stateful,
    Optional<TypeSerializerSnapshot<?>> key,
    Map<StateName, StateMetaInfoSnapshot> states,
    Optional<String> unreadable) {

  /** The same operator before it had met any state. */
  StoredStage withoutStates() {
    return new StoredStage(
        id, name, maxParallelism, false, Optional.empty(), Map.of(), Optional.empty());
  }

  /** One state of an operator: states of different kinds may have the same name. */
  record StateName(BackendStateType kind, String name) implements Comparable<StateName> {

    /** The name of a state of this description. */
    static StateName of(StateMetaInfoSnapshot state) {
      return new StateName(state.getBackendStateType(), state.getName());
    }

    @Override
    public int compareTo(StateName other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
