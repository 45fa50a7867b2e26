package io.millrace.formats.flink;

import io.millrace.schemas.platform.DeadLetter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** What a savepoint remembers of an {@link ArrivedSerializer}: its two schemas. */
public final class ArrivedSerializerSnapshot<T extends IndexedRecord>
    extends CompositeTypeSerializerSnapshot<Arrived<T>, ArrivedSerializer<T>> {

  /** For Flink, before it reads the snapshot. */
  public ArrivedSerializerSnapshot() {}

  ArrivedSerializerSnapshot(ArrivedSerializer<T> serializer) {
    super(serializer);
  }

  @Override
  protected int getCurrentOuterSnapshotVersion() {
    return 1;
  }

  @Override
  protected TypeSerializer<?>[] getNestedSerializers(ArrivedSerializer<T> outer) {
    return new TypeSerializer<?>[] {outer.events(), outer.letters()};
  }

  @Override
  @SuppressWarnings("unchecked")
  protected ArrivedSerializer<T> createOuterSerializerWithNestedSerializers(
      TypeSerializer<?>[] nested) {
    return new ArrivedSerializer<>(
        (TypeSerializer<T>) nested[0], (TypeSerializer<DeadLetter>) nested[1]);
  }
}
