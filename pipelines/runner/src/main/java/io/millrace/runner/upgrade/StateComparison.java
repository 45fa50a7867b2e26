package io.millrace.runner.upgrade;

import io.millrace.runner.upgrade.StoredStage.StateName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.runtime.state.ttl.TtlAwareSerializerSnapshotWrapper;

/** Compares how one operator's states are written, as Flink does when it restores them. */
final class StateComparison {
  /** Flink gives its timers names that begin so, and makes them whether or not they are used. */
  private static final String TIMERS = "_timer_state/";

  private StateComparison() {}

  /**
   * What becomes of each state.
   *
   * @param past the operator in a savepoint of the running job
   * @param present the same in a savepoint of the job that shall go on from there
   */
  static List<StateChange> compare(StoredStage past, StoredStage present) {
    List<StateChange> changes = new ArrayList<>();
    if (past.key().isPresent() && present.key().isPresent()) {
      Verdict verdict = verdict(past.key().get(), present.key().get());
      if (verdict != Verdict.KEPT) {
        changes.add(
            new StateChange(
                "(key)",
                Verdict.INCOMPATIBLE,
                "the key of the stage changed, and with it which state belongs to which key: "
                    + difference(past.key().get(), present.key().get())));
        return changes;
      }
    }
    TreeSet<StateName> names = new TreeSet<>(past.states().keySet());
    names.addAll(present.states().keySet());
    for (StateName name : names) {
      StateMetaInfoSnapshot before = past.states().get(name);
      StateMetaInfoSnapshot after = present.states().get(name);
      if (before == null) {
        changes.add(new StateChange(name.name(), Verdict.ADDED, ""));
      } else if (after == null) {
        if (!name.name().startsWith(TIMERS)) {
          changes.add(new StateChange(name.name(), Verdict.DROPPED, "the stage has no such state"));
        }
      } else {
        changes.add(compare(name, before, after));
      }
    }
    return changes;
  }

  private static StateChange compare(
      StateName name, StateMetaInfoSnapshot before, StateMetaInfoSnapshot after) {
    for (CommonOptionsKeys option : CommonOptionsKeys.values()) {
      String past = before.getOption(option);
      String present = after.getOption(option);
      if (!Objects.equals(past, present)) {
        return new StateChange(
            name.name(), Verdict.INCOMPATIBLE, "it was of kind " + past + ", now of " + present);
      }
    }
    Verdict worst = Verdict.KEPT;
    String detail = "";
    for (Map.Entry<String, TypeSerializerSnapshot<?>> serializer :
        before.getSerializerSnapshotsImmutable().entrySet()) {
      TypeSerializerSnapshot<?> present = after.getTypeSerializerSnapshot(serializer.getKey());
      if (present != null) {
        Verdict verdict = verdict(serializer.getValue(), present);
        if (verdict == Verdict.MIGRATED
            && serializer.getKey().equals(CommonSerializerKeys.NAMESPACE_SERIALIZER.toString())) {
          // Values are rewritten, what they are found by is not.
          verdict = Verdict.INCOMPATIBLE;
        }
        if (verdict.compareTo(worst) > 0) {
          worst = verdict;
          detail = difference(serializer.getValue(), present);
        }
      }
    }
    return new StateChange(name.name(), worst, detail);
  }

  @SuppressWarnings("unchecked")
  private static <T> Verdict verdict(
      TypeSerializerSnapshot<?> before, TypeSerializerSnapshot<T> after) {
    // As in StateSerializerProvider: state with and without a time to live is one to the other.
    TypeSerializerSnapshot<T> past = timeToLive((TypeSerializerSnapshot<T>) before);
    TypeSerializerSchemaCompatibility<T> compatibility =
        timeToLive(after).resolveSchemaCompatibility(past);
    if (compatibility.isIncompatible()) {
      return Verdict.INCOMPATIBLE;
    }
    return compatibility.isCompatibleAfterMigration() ? Verdict.MIGRATED : Verdict.KEPT;
  }

  private static <T> TypeSerializerSnapshot<T> timeToLive(TypeSerializerSnapshot<T> snapshot) {
    return new TtlAwareSerializerSnapshotWrapper<>(snapshot).getTtlAwareSerializerSnapshot();
  }

  private static String difference(
      TypeSerializerSnapshot<?> before, TypeSerializerSnapshot<?> after) {
    return SerializerText.difference(before, after);
  }
}
