package io.millrace.runner.launch;

import io.millrace.files.EventOrder;
import io.millrace.files.FileInput;
import io.millrace.files.FilesSource;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Files in, files out. */
final class FileBinding implements Binding {
  private final Map<String, FileInput> files;
  private final FileRun.Order order;
  private final Set<String> sorted;
  private final FolderOutputs outputs;

  /**
   * @param files by input
   * @param order in which events are processed
   * @param sorted the inputs of which is known that they have to be sorted as a whole
   */
  FileBinding(
      Map<String, FileInput> files,
      FileRun.Order order,
      Set<String> sorted,
      FolderOutputs outputs) {
    this.files = files;
    this.order = order;
    this.sorted = sorted;
    this.outputs = outputs;
  }

  @Override
  public <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    FilesSource<T> asIs = FilesSource.of(files.get(input.name()), type, input.timeField());
    if (order == FileRun.Order.AS_IS || isArchive(type)) {
      return source(environment, input, type, asIs);
    }
    Path temporary = TemporaryFolder.own().path().resolve("sort-" + input.name());
    boolean whole = sorted.contains(input.name());
    EventOrder byTime = EventOrder.of(input.outOfOrderness(), whole, temporary);
    return source(environment, input, type, asIs.ordered(byTime));
  }

  @Override
  public <T extends IndexedRecord> DataStream<Arrived<T>> arrivals(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    // Of how events came the order of a file is all that is known: sorted, it would be lost.
    return source(
        environment, input, type, FilesSource.of(files.get(input.name()), type, input.timeField()));
  }

  /**
   * Records of an archive stand in the order of their offsets, which says more than their times.
   */
  private static boolean isArchive(RecordType<?> type) {
    return type.schema().getFullName().equals(ArchivedRecord.getClassSchema().getFullName());
  }

  private static <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment,
      InputDefinition input,
      RecordType<T> type,
      FilesSource<T> source) {
    Stage stage = Stage.of("input." + input.name() + ".files");
    return stage.on(
        environment.fromSource(
            source,
            // After every event, and never by the wall clock: the results depend on the files
            // alone.
            EventTimeWatermarks.strategy(
                input.outOfOrderness(), input.maxFuture().orElse(null), null, true),
            stage.id(),
            new ArrivedTypeInfo<>(type)));
  }

  @Override
  public <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> results) {
    outputs.results(output, files.size() > 1 ? inOrder(output, results) : results);
  }

  /** Inputs that are read side by side take turns as it happens; the file shows nothing of it. */
  private static <R extends IndexedRecord> DataStream<R> inOrder(
      OutputDefinition output, DataStream<R> results) {
    Stage stage = Stage.of("output." + output.name() + ".order");
    return stage.on(
        results.transform(
            stage.id(),
            results.getType(),
            new ResultOrderOperator<>(results.getType(), output.key())));
  }

  @Override
  public <T extends IndexedRecord> void aside(
      InputDefinition input, Aside reason, DataStream<T> events) {
    // None comes from the future: a file does not say when its records arrived.
    if (reason == Aside.LATE) {
      outputs.aside(input, reason, events);
    }
  }

  @Override
  public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {
    outputs.deadLetters(input, letters);
  }
}
