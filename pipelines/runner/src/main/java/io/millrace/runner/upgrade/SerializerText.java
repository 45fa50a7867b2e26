package io.millrace.runner.upgrade;

import io.millrace.sdk.avro.AvroRecordSerializerSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
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
    if (before instanceof AvroRecordSerializerSnapshot<?> past
        && after instanceof AvroRecordSerializerSnapshot<?> present
        && past.schema().getFullName().equals(present.schema().getFullName())) {
      return fields(past.schema(), present.schema());
    }
    String was = describe(before);
    String is = describe(after);
    return was.equals(is)
        ? "its type changed; both are written by " + is
        : "it was " + was + ", now it is " + is;
  }

  private static String fields(Schema before, Schema after) {
    List<String> changes = new ArrayList<>();
    for (Schema.Field field : after.getFields()) {
      Schema.Field past = before.getField(field.name());
      if (past == null) {
        changes.add("field " + field.name() + " is new");
      } else if (!past.schema().equals(field.schema())) {
        changes.add(
            "field %s was %s, now it is %s".formatted(field.name(), past.schema(), field.schema()));
      }
    }
    for (Schema.Field field : before.getFields()) {
      if (after.getField(field.name()) == null) {
        changes.add("field " + field.name() + " is gone");
      }
    }
    String name = "record " + after.getFullName();
    return changes.isEmpty() ? name + " changed" : name + ": " + String.join(", ", changes);
  }

  @SuppressWarnings("unchecked")
  private static <T> boolean isEqual(
      TypeSerializerSnapshot<?> before, TypeSerializerSnapshot<T> after) {
    return after.resolveSchemaCompatibility((TypeSerializerSnapshot<T>) before).isCompatibleAsIs();
  }

  /** What the snapshot says of itself, or else the name of its class, without what all have. */
  private static String describe(TypeSerializerSnapshot<?> snapshot) {
    if (snapshot instanceof AvroRecordSerializerSnapshot<?> record) {
      return "record " + record.schema().getFullName();
    }
    String own = snapshot.toString();
    return own.startsWith(snapshot.getClass().getName())
        ? snapshot.getClass().getSimpleName().replaceFirst("(Serializer)?Snapshot$", "")
        : own;
  }
}
