package io.millrace.runner.launch;

import io.millrace.files.FileInput;
import io.millrace.files.FilesSource;
import io.millrace.files.JsonLinesSink;
import io.millrace.files.LateEventFunction;
import io.millrace.files.LinesSink;
import io.millrace.files.OutputFolder;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Files in, files out. */
final class FileBinding implements Binding {
  private final Map<String, FileInput> files;
  private final OutputFolder folder;
  private final List<DataStream<String>> late = new ArrayList<>();
  private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();

  FileBinding(Map<String, FileInput> files, OutputFolder folder) {
    this.files = files;
    this.folder = folder;
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
    Path file = folder.results(output.name());
    JsonLinesSink<R> sink = JsonLinesSink.of(file, AvroRecordTypeInfo.typeOf(results), true);
    Stage.of("output." + output.name() + ".files").on(results.sinkTo(sink));
  }

  @Override
  public <T extends IndexedRecord> void aside(
      InputDefinition input, Aside reason, DataStream<T> events) {
    if (reason == Aside.LATE) {
      Stage stage = Stage.of("input." + input.name() + ".late");
      late.add(stage.on(events.map(new LateEventFunction<>(input.name()))));
    }
    // None comes from the future: a file does not say when its records arrived.
  }

  @Override
  public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {
    deadLetters.add(letters);
  }

  /** Writes what was set aside, of all inputs. To be called once, after the pipeline was wired. */
  void writeAsides() {
    late.stream()
        .reduce(DataStream::union)
        .ifPresent(
            lines ->
                Stage.of("output.late.files").on(lines.sinkTo(LinesSink.of(folder.late(), false))));
    deadLetters.stream()
        .reduce(DataStream::union)
        .ifPresent(
            letters -> {
              JsonLinesSink<DeadLetter> sink =
                  JsonLinesSink.of(folder.deadLetters(), RecordType.of(DeadLetter.class), false);
              Stage.of("output.dead-letters.files").on(letters.sinkTo(sink));
            });
  }
}
