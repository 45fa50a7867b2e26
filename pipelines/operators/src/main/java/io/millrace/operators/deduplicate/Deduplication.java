package io.millrace.operators.deduplicate;

import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Wires the removal of events that were sent or delivered more than once. */
public final class Deduplication {
  /** Over how many keys events without a key of their own are spread. */
  private static final int SPREAD = 1024;

  private Deduplication() {}

  /**
   * The events without those whose fields equal those of an earlier one. Which of several is kept
   * depends on the order of arrival. Events in which one of the fields is null all pass, and are
   * counted as warnings.
   *
   * @param input the name of the input, for counts and messages
   * @param fields which together tell an event from all others
   * @param within how far event time may have gone on for a duplicate still to be known as one
   * @throws MillraceException if a field does not exist, or has a type that can't be compared
   */
  public static <T extends IndexedRecord> DataStream<T> of(
      String input, DataStream<T> events, List<String> fields, Duration within) {
    Schema schema = AvroRecordTypeInfo.typeOf(events).schema();
    EventKey key = new EventKey(input, schema, fields);
    return Stage.of("input." + input + ".deduplicate")
        .on(
            events
                .keyBy(
                    event -> key.of(event).orElseGet(() -> "?" + event.hashCode() % SPREAD),
                    Types.STRING)
                .process(new DeduplicateFunction<>(input, key, within), events.getType()));
  }
}
