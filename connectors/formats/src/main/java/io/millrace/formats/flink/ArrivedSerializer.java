package io.millrace.formats.flink;

import io.millrace.formats.RawRecord;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * One byte that says which, then arrival and timestamp, then the event with its time or the dead
 * letter, then the warnings behind their number.
 */
final class ArrivedSerializer<T extends IndexedRecord> extends TypeSerializer<Arrived<T>> {
  private static final long serialVersionUID = 1L;

  private final TypeSerializer<T> events;
  private final TypeSerializer<DeadLetter> letters;

  ArrivedSerializer(TypeSerializer<T> events, TypeSerializer<DeadLetter> letters) {
    this.events = events;
    this.letters = letters;
  }

  TypeSerializer<T> events() {
    return events;
  }

  TypeSerializer<DeadLetter> letters() {
    return letters;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<Arrived<T>> duplicate() {
    return new ArrivedSerializer<>(events.duplicate(), letters.duplicate());
  }

  @Override
  public Arrived<T> createInstance() {
    return null;
  }

  @Override
  public Arrived<T> copy(Arrived<T> from) {
    return from;
  }

  @Override
  public Arrived<T> copy(Arrived<T> from, Arrived<T> reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Arrived<T> value, DataOutputView target) throws IOException {
    target.writeBoolean(value.isEvent());
    target.writeLong(value.arrival());
    target.writeLong(value.timestamp());
    if (value.isEvent()) {
      target.writeLong(value.eventTime());
      events.serialize(value.event(), target);
    } else {
      letters.serialize(value.dead(), target);
    }
    target.writeInt(value.warnings().size());
    for (DataWarning warning : value.warnings()) {
      target.writeUTF(warning.kind().name());
      target.writeUTF(warning.detail());
      target.writeUTF(warning.place());
    }
  }

  @Override
  public Arrived<T> deserialize(DataInputView source) throws IOException {
    boolean isEvent = source.readBoolean();
    long arrival = source.readLong();
    long timestamp = source.readLong();
    if (isEvent) {
      long eventTime = source.readLong();
      T event = events.deserialize(source);
      return new Arrived<>(event, null, eventTime, arrival, timestamp, warnings(source));
    }
    DeadLetter dead = letters.deserialize(source);
    return new Arrived<>(null, dead, RawRecord.NO_TIME, arrival, timestamp, warnings(source));
  }

  private static List<DataWarning> warnings(DataInputView source) throws IOException {
    int count = source.readInt();
    if (count == 0) {
      return List.of();
    }
    List<DataWarning> warnings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Warning kind = Warning.valueOf(source.readUTF());
      warnings.add(new DataWarning(kind, source.readUTF(), source.readUTF()));
    }
    return warnings;
  }

  @Override
  public Arrived<T> deserialize(Arrived<T> reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<Arrived<T>> snapshotConfiguration() {
    return new ArrivedSerializerSnapshot<>(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArrivedSerializer<?> that
        && that.events.equals(events)
        && that.letters.equals(letters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(events, letters);
  }
}
