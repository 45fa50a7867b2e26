package io.millrace.testkit;

import io.millrace.sdk.ArrivalView;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.functions.MapFunction;

/** Makes of events what a pipeline sees of their arrival. */
final class ArrivalFunction<S extends IndexedRecord, T extends IndexedRecord>
    implements MapFunction<S, T> {
  private static final long serialVersionUID = 1L;

  private final MemoryInput.Times<S> times;
  private final ProjectFunction<S, GenericRecord> fields;
  private final ArrivalView<T> view;

  ArrivalFunction(
      MemoryInput.Times<S> times, ProjectFunction<S, GenericRecord> fields, ArrivalView<T> view) {
    this.times = times;
    this.fields = fields;
    this.view = view;
  }

  @Override
  public T map(S event) throws IOException {
    Instant arrival =
        times.arrival() == null ? null : Instant.ofEpochMilli(times.arrival().applyAsLong(event));
    return view.of(
        fields.map(event), Instant.ofEpochMilli(times.event().applyAsLong(event)), arrival);
  }
}
