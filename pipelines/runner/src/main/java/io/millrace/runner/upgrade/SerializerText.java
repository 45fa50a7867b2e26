package io.millrace.runner.upgrade;

import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Says in words how two ways to write a state differ. */
final class SerializerText {
  private SerializerText() {}

  /** The innermost difference: of a list of records, that of the records. */
  static String difference(TypeSerializerSnapshot<?> before, TypeSerializerSnapshot<?> after) {
    if (before instanceof CompositeTypeSerializerSnapshot<?, ?> past
        && after instanceof CompositeTypeSerializerSnapshot<?, ?> present
        && past.getClass() == present.getClass()) {
      TypeSerializerSnapshot<?>[] parts = past.getNestedSerializerSnapshots();
      TypeSerializerSnapshot<?>[] others = present.getNestedSerializerSnapshots();
      for (int i = 0; i < Math.min(parts.length, others.length); i++) {
        if (!isEqual(parts[i], others[i])) {
          return difference(parts[i], others[i]);
        }
      }
    }
    String was = describe(before);
    String is = describe(after);
    return was.equals(is)
        ? "its type changed; both are written by " + is
        : "it was " + was + ", now it is " + is;
  }

  @SuppressWarnings("unchecked")
  private static <T> boolean isEqual(
      TypeSerializerSnapshot<?> before, TypeSerializerSnapshot<T> after) {
    return after.resolveSchemaCompatibility((TypeSerializerSnapshot<T>) before).isCompatibleAsIs();
  }

  /** What the snapshot says of itself, or else the name of its class, without what all have. */
  private static String describe(TypeSerializerSnapshot<?> snapshot) {
    String own = snapshot.toString();
    return own.startsWith(snapshot.getClass().getName() + "@")
        ? snapshot.getClass().getSimpleName().replaceFirst("(Serializer)?Snapshot$", "")
        : own;
  }
}
