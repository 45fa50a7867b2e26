package io.millrace.runner.launch;

import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Nothing in, nothing out, and no end: for a job that is run only to see which states it makes, or
 * not at all. Its sources and sinks have ids that no live job has, whose state there is that of a
 * transport.
 */
public final class SilentBinding implements Binding {
  private static final Stage SILENT = Stage.of("silent");

  private final Map<String, RecordType<?>> outputs = new HashMap<>();

  /**
   * The dataflow of a definition, as every run mode has it but for sources and sinks. No service is
   * asked, and no file is opened.
   *
   * @throws MillraceException if the definition and its pipeline do not fit together
   */
  public static StreamGraph graph(Definition definition) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, EmbeddedFlink.rules());
    PipelineWiring.wire(environment, definition, new SilentBinding());
    return environment.getStreamGraph();
  }

  /**
   * The records of every output of a definition, which its pipeline alone knows.
   *
   * @throws MillraceException if the definition and its pipeline do not fit together
   */
  public static Map<String, RecordType<?>> outputsOf(Definition definition) {
    SilentBinding binding = new SilentBinding();
    PipelineWiring.wire(
        StreamExecutionEnvironment.createLocalEnvironment(1, EmbeddedFlink.bounded()),
        definition,
        binding);
    return binding.outputs();
  }

  /** The id of the stage without what tells it from that of a live job. */
  public static String liveId(String id) {
    String prefix = SILENT.id() + ".";
    return id.startsWith(prefix) ? id.substring(prefix.length()) : id;
  }

  /** The records of every output that the pipeline has been wired to. */
  public Map<String, RecordType<?>> outputs() {
    return outputs;
  }

  @Override
  public <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    Stage stage = SILENT.part("input." + input.name());
    return stage.on(
        environment.fromSource(
            new SilentSource<>(),
            WatermarkStrategy.noWatermarks(),
            stage.id(),
            new ArrivedTypeInfo<>(type)));
  }

  @Override
  public <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> results) {
    outputs.put(output.name(), AvroRecordTypeInfo.typeOf(results));
    discard("output." + output.name(), results);
  }

  @Override
  public <T extends IndexedRecord> void aside(
      InputDefinition input, Aside reason, DataStream<T> events) {
    discard("input." + input.name() + "." + reason.name().toLowerCase(Locale.ROOT), events);
  }

  @Override
  public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {
    discard("input." + input.name() + ".dead", letters);
  }

  private static void discard(String id, DataStream<?> stream) {
    SILENT.part(id).on(stream.sinkTo(new DiscardingSink<>()));
  }
}
