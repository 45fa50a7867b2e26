package io.millrace.formats.flink;

import io.millrace.formats.RawRecord;
import io.millrace.schemas.platform.DeadLetter;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** One byte that says which, then the arrival, then the event with its time or the dead letter. */
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
    if (value.isEvent()) {
      target.writeLong(value.eventTime());
      events.serialize(value.event(), target);
    } else {
      letters.serialize(value.dead(), target);
    }
  }

  @Override
  public Arrived<T> deserialize(DataInputView source) throws IOException {
    boolean isEvent = source.readBoolean();
    long arrival = source.readLong();
    if (isEvent) {
      long eventTime = source.readLong();
      return new Arrived<>(events.deserialize(source), null, eventTime, arrival);
    }
    return new Arrived<>(null, letters.deserialize(source), RawRecord.NO_TIME, arrival);
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
