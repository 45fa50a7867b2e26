package io.millrace.benchmarks.state;

import io.millrace.sdk.Pipeline;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A pipeline, and a stream for it of which one key has four events in five; each of the other
 * events is of a key of its own.
 *
 * @param span over which event times are spread evenly
 * @param inputs their times are those of the definition that is shipped
 */
record Workload(Pipeline<?> pipeline, Duration span, List<Given> inputs) {

  /** Makes the event with a number; null where an input has no such event. */
  interface Events extends Serializable {
    SpecificRecord event(long number, boolean hot, Instant time);
  }

  /** An input of a pipeline. */
  record Given(
      String name,
      Class<? extends SpecificRecord> type,
      Duration outOfOrderness,
      Duration lateness,
      Events events) {}
}
