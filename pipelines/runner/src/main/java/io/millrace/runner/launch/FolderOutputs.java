package io.millrace.runner.launch;

import io.millrace.files.AsideFunction;
import io.millrace.files.JsonLinesSink;
import io.millrace.files.LinesSink;
import io.millrace.files.OutputFolder;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Everything that leaves a pipeline, into a folder, one task a file. */
public final class FolderOutputs implements OutputBinding {
  private final OutputFolder folder;
  private final Map<Aside, List<DataStream<String>>> asides = new EnumMap<>(Aside.class);
  private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();

  /** Outputs to a folder that has been prepared. */
  public FolderOutputs(OutputFolder folder) {
    this.folder = folder;
  }

  @Override
  public <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> results) {
    Path file = folder.results(output.name());
    JsonLinesSink<R> sink = JsonLinesSink.of(file, AvroRecordTypeInfo.typeOf(results), true);
    Stage.of("output." + output.name() + ".files").on(results.sinkTo(sink)).setParallelism(1);
  }

  @Override
  public <T extends IndexedRecord> void aside(
      InputDefinition input, Aside reason, DataStream<T> events) {
    Stage stage = Stage.of("input." + input.name() + "." + reason.name().toLowerCase(Locale.ROOT));
    AsideFunction<T> text = new AsideFunction<>(input.name(), reason.name());
    asides.computeIfAbsent(reason, none -> new ArrayList<>()).add(stage.on(events.map(text)));
  }

  @Override
  public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {
    deadLetters.add(letters);
  }

  /** Writes what was set aside, of all inputs. To be called once, after the pipeline was wired. */
  public void writeAsides() {
    asides.forEach(
        (reason, streams) -> {
          DataStream<String> lines = streams.stream().reduce(DataStream::union).orElseThrow();
          String name = reason.name().toLowerCase(Locale.ROOT);
          LinesSink sink = LinesSink.of(folder.aside(name), false);
          Stage.of("output." + name + ".files").on(lines.sinkTo(sink)).setParallelism(1);
        });
    deadLetters.stream()
        .reduce(DataStream::union)
        .ifPresent(
            letters -> {
              JsonLinesSink<DeadLetter> sink =
                  JsonLinesSink.of(folder.deadLetters(), RecordType.of(DeadLetter.class), false);
              Stage.of("output.dead-letters.files").on(letters.sinkTo(sink)).setParallelism(1);
            });
  }
}
