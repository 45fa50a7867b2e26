package io.millrace.runner.launch;

import io.millrace.files.FileInput;
import io.millrace.files.FilesSource;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.RecordType;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Files in, files out. */
final class FileBinding implements Binding {
  private final Map<String, FileInput> files;
  private final FolderOutputs outputs;

  FileBinding(Map<String, FileInput> files, FolderOutputs outputs) {
    this.files = files;
    this.outputs = outputs;
  }

  @Override
  public <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    FilesSource<T> source = FilesSource.of(files.get(input.name()), type, input.timeField());
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
