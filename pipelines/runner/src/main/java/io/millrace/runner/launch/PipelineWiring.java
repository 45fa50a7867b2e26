package io.millrace.runner.launch;

import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.operators.deduplicate.Deduplication;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.sdk.ArrivalView;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Wires the pipeline of a definition to the inputs and outputs of a run mode. */
public final class PipelineWiring implements Inputs, Outputs {
  private final StreamExecutionEnvironment environment;
  private final Definition definition;
  private final Binding binding;
  private final Set<String> read = new HashSet<>();
  private final Set<String> written = new HashSet<>();

  private PipelineWiring(
      StreamExecutionEnvironment environment, Definition definition, Binding binding) {
    this.environment = environment;
    this.definition = definition;
    this.binding = binding;
  }

  /**
   * Builds the dataflow of a definition in an environment.
   *
   * @throws MillraceException if the definition and its pipeline do not fit together
   */
  public static void wire(
      StreamExecutionEnvironment environment, Definition definition, Binding binding) {
    PipelineWiring wiring = new PipelineWiring(environment, definition, binding);
    wiring.wire(definition.pipeline());
    wiring.requireAll("input", definition.inputs().keySet(), wiring.read);
    wiring.requireAll("output", definition.outputs().keySet(), wiring.written);
  }

  private <P extends Record> void wire(Pipeline<P> pipeline) {
    pipeline.wire(this, this, pipeline.parameters().cast(definition.parameters()));
  }

  @Override
  public <T extends IndexedRecord> Input<T> input(String name, RecordType<T> type) {
    InputDefinition input = find("input", name, definition.inputs());
    if (!input.type().schema().getFullName().equals(type.schema().getFullName())) {
      throw refuse(
          ErrorCode.WRONG_TYPE,
          "the pipeline reads input '%s' as %s, the definition says %s"
              .formatted(name, nameOf(type), nameOf(input.type())));
    }
    once("input", name, read);
    return admitted(input, type, binding.source(environment, input, type));
  }

  @Override
  public <T extends IndexedRecord> Input<T> arrivals(String name, ArrivalView<T> view) {
    InputDefinition input = find("input", name, definition.inputs());
    if (!input.deduplicateBy().isEmpty()) {
      throw refuse(ErrorCode.CONFLICT, ArrivalFields.duplicatesWanted(name));
    }
    once("input", name, read);
    RecordType<GenericRecord> projection = ArrivalFields.projection(input, view);
    Stage stage = Stage.of("input." + name + ".arrivals");
    DataStream<Arrived<T>> arrived =
        stage.on(
            binding
                .arrivals(environment, input, projection)
                .transform(
                    stage.id(),
                    new ArrivedTypeInfo<>(view.type()),
                    new ArrivalOperator<>(view, input.maxFuture().orElse(null))));
    return admitted(input, view.type(), arrived);
  }

  private <T extends IndexedRecord> Input<T> admitted(
      InputDefinition input, RecordType<T> type, DataStream<Arrived<T>> arrived) {
    String name = input.name();
    Stage stage = Stage.of("input." + name);
    AdmitFunction<T> admit =
        new AdmitFunction<>(name, type, AdmitFunction.Limits.of(input, binding.isLive()));
    Stage admission = stage.part("admit");
    SingleOutputStreamOperator<T> admitted =
        admission.on(
            arrived.transform(
                admission.id(), new AvroRecordTypeInfo<>(type), new AdmitOperator<>(admit)));
    binding.deadLetters(input, admitted.getSideOutput(admit.dead()));
    if (input.maxFuture().isPresent()) {
      binding.aside(input, Binding.Aside.FUTURE, admitted.getSideOutput(admit.future()));
    }
    Input<T> within =
        binding.within(
            input, new Input<>(name, admitted, input.outOfOrderness(), input.lateness()));
    if (input.deduplicateBy().isEmpty()) {
      return within;
    }
    DataStream<T> once =
        Deduplication.of(name, within.events(), input.deduplicateBy(), input.deduplicateWithin());
    return new Input<>(name, once, input.outOfOrderness(), input.lateness());
  }

  @Override
  public <R extends IndexedRecord> void results(String name, DataStream<R> results) {
    OutputDefinition output = find("output", name, definition.outputs());
    once("output", name, written);
    Schema schema = AvroRecordTypeInfo.typeOf(results).schema();
    for (String field : output.key()) {
      if (schema.getField(field) == null) {
        Collection<String> fields = schema.getFields().stream().map(Schema.Field::name).toList();
        String message =
            "output '%s' has no field '%s' for its key%s"
                .formatted(name, field, Suggestions.of(field, fields));
        throw refuse(ErrorCode.UNKNOWN_NAME, output.place() + ": " + message);
      }
    }
    SingleOutputStreamOperator<R> counted =
        results.map(new TalliedMapFunction<>(name), results.getType());
    binding.results(output, Stage.of("output." + name + ".count").on(counted));
  }

  @Override
  public <T extends IndexedRecord> void late(Input<T> input, DataStream<T> events) {
    InputDefinition known = find("input", input.name(), definition.inputs());
    binding.aside(known, Binding.Aside.LATE, events);
  }

  private <V> V find(String side, String name, Map<String, V> known) {
    V found = known.get(name);
    if (found == null) {
      throw refuse(
          ErrorCode.UNKNOWN_NAME,
          "the pipeline uses the %s '%s', which the definition does not have%s"
              .formatted(side, name, Suggestions.of(name, known.keySet())));
    }
    return found;
  }

  private void once(String side, String name, Set<String> used) {
    if (!used.add(name)) {
      throw refuse(ErrorCode.CONFLICT, "the pipeline uses the " + side + " '" + name + "' twice");
    }
  }

  private void requireAll(String side, Set<String> defined, Set<String> used) {
    for (String name : defined) {
      if (!used.contains(name)) {
        throw refuse(
            ErrorCode.UNKNOWN_NAME,
            "the pipeline does not use the %s '%s'%s"
                .formatted(side, name, Suggestions.of(name, used)));
      }
    }
  }

  private MillraceException refuse(ErrorCode code, String message) {
    return new MillraceException(code, definition.name() + ": " + message);
  }

  private static String nameOf(RecordType<?> type) {
    return SchemaCatalog.nameOf(type.schema());
  }
}
