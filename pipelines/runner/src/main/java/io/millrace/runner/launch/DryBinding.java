package io.millrace.runner.launch;

import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.RecordType;
import java.util.Locale;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** From nowhere to nowhere: for a dataflow that is looked at and never run. */
public final class DryBinding implements Binding {

  private DryBinding() {}

  /**
   * The dataflow of a definition, as every run mode has it but for sources and sinks. No service is
   * asked, and no file is opened.
   *
   * @throws MillraceException if the definition and its pipeline do not fit together
   */
  public static StreamGraph graph(Definition definition) {
    StreamExecutionEnvironment environment = environment();
    PipelineWiring.wire(environment, definition, new DryBinding());
    return environment.getStreamGraph();
  }

  static StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.createLocalEnvironment(1, EmbeddedFlink.rules());
  }

  /** A stream of a type in which nothing ever flows. */
  @SuppressWarnings("unchecked")
  static <T> DataStream<T> stream(
      StreamExecutionEnvironment environment, Stage stage, TypeInformation<T> type) {
    // Of what type its elements would be makes no difference: there are none.
    Source<T, ?, ?> source = (Source<T, ?, ?>) (Source<?, ?, ?>) new NumberSequenceSource(0, 0);
    return stage.on(
        environment.fromSource(source, WatermarkStrategy.noWatermarks(), stage.id(), type));
  }

  @Override
  public <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    return stream(environment, Stage.of("input." + input.name()), new ArrivedTypeInfo<>(type));
  }

  @Override
  public <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> results) {
    Stage.of("output." + output.name()).on(results.sinkTo(new DiscardingSink<>()));
  }

  @Override
  public <T extends IndexedRecord> void aside(
      InputDefinition input, Aside reason, DataStream<T> events) {
    Stage side = Stage.of("input." + input.name()).part(reason.name().toLowerCase(Locale.ROOT));
    side.on(events.sinkTo(new DiscardingSink<>()));
  }

  @Override
  public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {
    Stage.of("input." + input.name() + ".dead").on(letters.sinkTo(new DiscardingSink<>()));
  }
}
