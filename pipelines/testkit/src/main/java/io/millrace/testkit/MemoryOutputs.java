package io.millrace.testkit;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Input;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Outputs into memory, in the order in which they come. */
public final class MemoryOutputs implements Outputs {
  private final String run = UUID.randomUUID().toString();
  private final Set<String> names = new HashSet<>();

  @Override
  public <R extends IndexedRecord> void results(String name, DataStream<R> results) {
    collect("output." + name, results);
  }

  @Override
  public <T extends IndexedRecord> void late(Input<T> input, DataStream<T> events) {
    collect("late." + input.name(), events);
  }

  /**
   * The results of an output so far.
   *
   * @throws MillraceException if the pipeline has no such output
   */
  public <R extends IndexedRecord> List<R> results(String name, Class<R> type) {
    return collected("output." + name, type);
  }

  /**
   * The late events of an input so far.
   *
   * @throws MillraceException if the pipeline keeps none of that input
   */
  public <T extends IndexedRecord> List<T> late(String input, Class<T> type) {
    return collected("late." + input, type);
  }

  private void collect(String name, DataStream<?> records) {
    if (!names.add(name)) {
      throw new MillraceException(ErrorCode.CONFLICT, name + " is written twice");
    }
    Stage.of("memory." + name)
        .on(records.sinkTo(new MemorySink<>(run + "/" + name)).setParallelism(1));
  }

  private <R> List<R> collected(String name, Class<R> type) {
    if (!names.contains(name)) {
      throw new MillraceException(ErrorCode.UNKNOWN_NAME, "there is no " + name + " in " + names);
    }
    return MemorySink.collected(run + "/" + name).stream().map(type::cast).toList();
  }
}
