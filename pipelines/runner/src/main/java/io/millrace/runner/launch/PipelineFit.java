package io.millrace.runner.launch;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Finds everything in which a definition and its pipeline do not fit together, by letting the
 * pipeline wire itself to streams in which nothing flows. Unlike {@link PipelineWiring} it does not
 * end at the first problem, and takes definitions that are refused for others.
 */
public final class PipelineFit implements Inputs, Outputs {
  private final StreamExecutionEnvironment environment =
      StreamExecutionEnvironment.createLocalEnvironment(1, EmbeddedFlink.rules());
  private final Definition definition;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> read = new TreeSet<>();
  private final Set<String> written = new TreeSet<>();

  private PipelineFit(Definition definition) {
    this.definition = definition;
  }

  /** All that does not fit, each problem at its line and column. */
  public static List<Problem> problems(Definition definition) {
    PipelineFit fit = new PipelineFit(definition);
    try {
      fit.wire(definition.pipeline());
      fit.findUnused("input", fit.read);
      fit.findUnused("output", fit.written);
    } catch (MillraceException refused) {
      fit.problem(fit.logic(), refused.code(), refused.getMessage());
    } catch (RuntimeException refused) {
      String message = "the pipeline can't be wired: " + refused.getMessage();
      fit.problem(fit.logic(), ErrorCode.CONFLICT, message);
    }
    return fit.problems;
  }

  private <P extends Record> void wire(Pipeline<P> pipeline) {
    pipeline.wire(this, this, pipeline.parameters().cast(definition.parameters()));
  }

  @Override
  public <T extends IndexedRecord> Input<T> input(String name, RecordType<T> type) {
    Optional<InputDefinition> found = Optional.ofNullable(definition.inputs().get(name));
    if (isNew("input", name, read)) {
      found
          .filter(input -> !nameOf(input.type()).equals(nameOf(type)))
          .ifPresent(
              input ->
                  problem(
                      place("inputs", name, "schema"),
                      ErrorCode.WRONG_TYPE,
                      "the pipeline reads input '%s' as %s, the definition says %s"
                          .formatted(name, nameOf(type), nameOf(input.type()))));
    }
    return silent(name, found, type);
  }

  @Override
  public <T extends IndexedRecord> Input<T> arrivals(String name, ArrivalView<T> view) {
    Optional<InputDefinition> found = Optional.ofNullable(definition.inputs().get(name));
    if (isNew("input", name, read) && found.isPresent()) {
      if (!found.get().deduplicateBy().isEmpty()) {
        Place place = place("inputs", name, "deduplicate");
        problem(place, ErrorCode.CONFLICT, ArrivalFields.duplicatesWanted(name));
      }
      try {
        ArrivalFields.projection(found.get(), view);
      } catch (MillraceException refused) {
        Place place = node("parameters").map(Node::place).orElseGet(this::logic);
        problem(place, refused.code(), refused.getMessage());
      }
    }
    return silent(name, found, view.type());
  }

  private <T extends IndexedRecord> Input<T> silent(
      String name, Optional<InputDefinition> found, RecordType<T> type) {
    Stage stage = Stage.of("input." + name);
    return new Input<>(
        name,
        stage.on(
            environment.fromSource(
                new SilentSource<>(),
                WatermarkStrategy.noWatermarks(),
                stage.id(),
                new AvroRecordTypeInfo<>(type))),
        found.map(InputDefinition::outOfOrderness).orElse(Duration.ZERO),
        found.map(InputDefinition::lateness).orElse(Duration.ZERO));
  }

  @Override
  public <R extends IndexedRecord> void results(String name, DataStream<R> results) {
    OutputDefinition output = definition.outputs().get(name);
    if (!isNew("output", name, written) || output == null) {
      return;
    }
    Schema schema = AvroRecordTypeInfo.typeOf(results).schema();
    Collection<String> fields = schema.getFields().stream().map(Schema.Field::name).toList();
    for (int i = 0; i < output.key().size(); i++) {
      String field = output.key().get(i);
      if (!fields.contains(field)) {
        problem(
            keyPlace(name, i),
            ErrorCode.UNKNOWN_NAME,
            "output '%s' has no field '%s' for its key%s"
                .formatted(name, field, Suggestions.of(field, fields)));
      }
    }
  }

  @Override
  public <T extends IndexedRecord> void late(Input<T> input, DataStream<T> events) {
    // Every input can keep what comes late.
  }

  /** Notes a use of an input or output, and what is wrong with it. */
  private boolean isNew(String side, String name, Set<String> used) {
    if (!used.add(name)) {
      String message = "the pipeline uses the %s '%s' twice".formatted(side, name);
      problem(logic(), ErrorCode.CONFLICT, message);
      return false;
    }
    Set<String> names = names(side).keySet();
    if (!names.contains(name)) {
      problem(
          definition.text().keys().getOrDefault(side + "s", logic()),
          ErrorCode.UNKNOWN_NAME,
          "the pipeline uses the %s '%s', which the definition does not have%s"
              .formatted(side, name, Suggestions.of(name, names)));
    }
    return true;
  }

  private void findUnused(String side, Set<String> used) {
    names(side)
        .forEach(
            (name, place) -> {
              if (!used.contains(name)) {
                problem(
                    place,
                    ErrorCode.UNKNOWN_NAME,
                    "the pipeline does not use the %s '%s'%s"
                        .formatted(side, name, Suggestions.of(name, used)));
              }
            });
  }

  /** The inputs or outputs as written, those among them that could not be read. */
  private Map<String, Place> names(String side) {
    return definition.text().values().get(side + "s") instanceof Mapping entries
        ? entries.keys()
        : Map.of();
  }

  /** Where the logic is named. */
  private Place logic() {
    Mapping text = definition.text();
    return text.values().containsKey("java") ? text.values().get("java").place() : text.place();
  }

  private Place keyPlace(String output, int index) {
    Optional<Node> key = node("outputs", output, "key");
    return key.filter(Sequence.class::isInstance)
        .map(list -> ((Sequence) list).items().get(index))
        .or(() -> key)
        .map(Node::place)
        .orElseGet(this::logic);
  }

  private Place place(String side, String name, String key) {
    return node(side, name, key).map(Node::place).orElseGet(this::logic);
  }

  private Optional<Node> node(String... path) {
    Node node = definition.text();
    for (String key : path) {
      node = node instanceof Mapping mapping ? mapping.values().get(key) : null;
    }
    return Optional.ofNullable(node);
  }

  private void problem(Place place, ErrorCode code, String message) {
    problems.add(new Problem(place, code, message));
  }

  private static String nameOf(RecordType<?> type) {
    return SchemaCatalog.nameOf(type.schema());
  }
}
