package io.millrace.sdk;

import java.time.Duration;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * One input of a pipeline.
 *
 * @param name the name in the definition
 * @param events the events, with timestamps and watermarks; an event is not to be changed
 * @param outOfOrderness by how much event times may run behind the greatest seen, without being
 *     late
 * @param lateness for how long after that an event still corrects results
 */
public record Input<T extends IndexedRecord>(
    String name, DataStream<T> events, Duration outOfOrderness, Duration lateness) {

  public Input {
    Objects.requireNonNull(name);
    Objects.requireNonNull(events);
    Objects.requireNonNull(outOfOrderness);
    Objects.requireNonNull(lateness);
  }

  /**
   * This input without the events that the pipeline has no use for, which are counted as filtered.
   */
  public Input<T> filter(FilterFunction<T> keep) {
    DataStream<T> kept =
        Stage.of("input." + name + ".filter")
            .on(events.filter(new TalliedFilterFunction<>(name, keep)));
    return new Input<>(name, kept, outOfOrderness, lateness);
  }
}
