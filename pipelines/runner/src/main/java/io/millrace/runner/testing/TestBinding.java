package io.millrace.runner.testing;

import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.launch.Binding;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Rows of a test in; whatever leaves the pipeline, to the test. */
final class TestBinding implements Binding {
  private final Script script;
  private final Map<String, Schema> results = new LinkedHashMap<>();

  TestBinding(Script script) {
    this.script = script;
  }

  /** The schemas of the outputs, after the pipeline was wired. */
  Map<String, Schema> results() {
    return results;
  }

  @Override
  public <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    Stage stage = Stage.of("input." + input.name() + ".test");
    return stage.on(
        environment.fromSource(
            new ScriptedSource<>(script.id(), input, type),
            // After every event and never by the wall clock: a test says when event time goes on.
            EventTimeWatermarks.strategy(
                input.outOfOrderness(), input.maxFuture().orElse(null), null, true),
            stage.id(),
            new ArrivedTypeInfo<>(type)));
  }

  @Override
  public <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> stream) {
    results.put(output.name(), AvroRecordTypeInfo.typeOf(stream).schema());
    collect(Kind.OUTPUT, output.name(), "output." + output.name() + ".test", stream);
  }

  @Override
  public <T extends IndexedRecord> void aside(
      InputDefinition input, Aside reason, DataStream<T> events) {
    Kind kind = reason == Aside.LATE ? Kind.LATE : Kind.FUTURE;
    collect(kind, input.name(), "input." + input.name() + "." + kind.key(), events);
  }

  @Override
  public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {
    collect(Kind.DEAD, input.name(), "input." + input.name() + ".dead", letters);
  }

  private <R extends IndexedRecord> void collect(
      Kind kind, String name, String stage, DataStream<R> rows) {
    ScriptSink<R> sink = new ScriptSink<>(script.id(), new Subject(kind, name));
    Stage.of(stage).on(rows.sinkTo(sink));
  }
}
