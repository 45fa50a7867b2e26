package io.millrace.runner.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.millrace.runner.cli.CommandRun;
import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.definition.FormatDefinition;
import io.millrace.runner.environment.EnvironmentReader;
import io.millrace.runner.yaml.Problem;
import io.millrace.runner.yaml.RefusedException;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What editors are told and what readers accept is the same. */
class JsonSchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern KNOWN =
      Pattern.compile("unknown key 'no-such-key' in .*; known: (.*)");
  private static final Set<ErrorCode> SHAPE =
      Set.of(
          ErrorCode.UNKNOWN_KEY,
          ErrorCode.MISSING_KEY,
          ErrorCode.WRONG_TYPE,
          ErrorCode.SYNTAX,
          ErrorCode.CONFLICT,
          ErrorCode.NOT_YET);

  /** Everything that a definition can say. */
  private static final String DEFINITION =
      """
      version: 1
      pipeline: plant/full
      about: Everything.
      java: io.millrace.industrial.rollup.RollupPipeline
      inputs:
        readings:
          schema: industrial.SensorReading
          from: {kafka: plant.readings}
          format: csv
          mapping:
            fields: {event_time: [event_time, time], value: v}
            constants: {source: m, sensor: value}
            numbers: {decimal: ",", grouping: ".", percent: fraction, suffixes: decimal}
            values: {quality: {ok: GOOD, "1": BAD}}
            time-format: yyyy-MM-dd
            zone: UTC
            delimiter: ;
            columns: [time, v]
          time: {field: event_time, out-of-orderness: 5s, lateness: 1h, idle-after: 30s, max-future: 60s}
          deduplicate: {by: [source, sequence], within: 10m}
          max-dead: {share: 90%, of: 1000}
        more:
          schema: {file: ../../schemas/src/main/avro/industrial/SensorReading.avsc}
          format: csv
          encoding: windows-1252
          mapping: {skip: 1, comment: "#", unpivot: {columns: ["t_*"], name: sensor, value: value}}
          time: {field: event_time}
        most:
          schema: cdn.EdgeRequest
          format: log-format
          mapping: {log-format: '$remote_addr [$time_local] "$request" $status'}
          time: {field: event_time}
      parameters: {windows: [1m, 5m], early: 1m}
      outputs:
        rollup:
          key: [source, window_start]
          to: [{kafka: analytics.rollup, format: json, postgres: rollup, archive: true}]
          delivery: at-least-once
      tests:
        - name: it
          parameters: {windows: 1m}
          defaults: {readings: {sensor: t}}
          given:
            - arrival: "2026-01-01T00:00:00Z"
            - malformed: {readings: no row}
            - advance: {readings: "2026-01-01T00:00:00Z"}
            - idle: [readings]
            - restart: true
          expect: {rollup: 1, late: {readings: 0}, dead: {readings: [{error: MALFORMED}]}}
          exact: true
      """;

  private static final String USING =
      """
      uses: industrial/rollup
      pipeline: plant/hourly
      inputs: {readings: {time: {lateness: 2h}}}
      outputs: {rollup: {to: {kafka: mine}}}
      """;

  private static final String ENVIRONMENT =
      """
      kafka: {bootstrap: "b:9092", properties: {security.protocol: SASL_SSL}, create: true}
      rename: {a: b}
      schemas: [../../schemas/released/0.1.0]
      registry: {url: "https://registry:8081"}
      postgres: {url: "jdbc:postgresql://db/a", user: millrace, password-file: /etc/p, create: false}
      archive: {path: "s3://bucket/archive"}
      deployment: {name: a, generation: 1, parallelism: 4, checkpoint-interval: 10s, state: /var}
      flink: {execution.checkpointing.timeout: 1min}
      """;

  private final Catalog catalog = Catalog.shipped();

  @Test
  void bothAreDraft202012AndSayWhatEveryKeyIsFor() throws IOException {
    for (String name : List.of("definition", "environment")) {
      // When
      CommandRun run = CommandRun.of("list", "--schema", name);

      // Then
      JsonNode schema = MAPPER.readTree(run.out());
      assertThat(schema.get("$schema").asText()).endsWith("/draft/2020-12/schema");
      List<String> silent = new ArrayList<>();
      objects(schema)
          .forEach(
              (owner, object) ->
                  object
                      .get("properties")
                      .properties()
                      .forEach(
                          key -> {
                            JsonNode about = key.getValue();
                            JsonNode told =
                                about.has("description") ? about : target(schema, about);
                            if (!told.has("description")) {
                              silent.add(owner + "." + key.getKey());
                            }
                          }));
      assertThat(silent).as(name).isEmpty();
    }
  }

  @Test
  void theKeysOfADefinitionAreThoseThatItsReadersKnow() throws IOException {
    assertKeys("definition", DEFINITION, this::definitionProblems);
  }

  @Test
  void theKeysOfAnEnvironmentAreThoseThatItsReaderKnows() throws IOException {
    // A password is known, so as to be refused with what to write instead.
    assertKeys(
        "environment",
        ENVIRONMENT,
        text ->
            environmentProblems(text).stream()
                .map(
                    problem ->
                        new Problem(
                            problem.place(),
                            problem.code(),
                            problem.message().replace("known: password, ", "known: ")))
                .toList());
  }

  @Test
  void theFormatsAreThoseThatThereAre() throws IOException {
    // When
    JsonNode formats = schemaText("definition").at("/$defs/input/properties/format/enum");

    // Then
    List<String> names = new ArrayList<>();
    formats.forEach(format -> names.add(format.asText()));
    assertThat(names).isEqualTo(FormatDefinition.NAMES);
  }

  @Test
  void whateverIsShippedFollowsIt() throws IOException {
    // Given
    JsonSchema schema = schema("definition");

    for (String name : catalog.names()) {
      // When
      String text = catalog.text(name).orElseThrow();

      // Then
      assertThat(errors(schema, Shapes.parse(text))).as(name).isEmpty();
    }
    Path environments = Path.of("../../flink-conf/environments");
    try (var files = Files.list(environments)) {
      for (Path file : files.toList()) {
        assertThat(errors(schema("environment"), Shapes.parse(Files.readString(file))))
            .as(file.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void aDefinitionIsOfWrongShapeForBothOrForNeither() throws IOException {
    assertAgreement("definition", DEFINITION, this::definitionProblems);
    assertAgreement("definition", USING, this::definitionProblems);
  }

  @Test
  void anEnvironmentIsOfWrongShapeForBothOrForNeither() throws IOException {
    assertAgreement("environment", ENVIRONMENT, JsonSchemaTest::environmentProblems);
  }

  private void assertAgreement(String name, String good, Function<String, List<Problem>> reader)
      throws IOException {
    // Given
    JsonSchema schema = schema(name);
    Object document = Shapes.parse(good);
    assertThat(errors(schema, document)).isEmpty();
    assertThat(reader.apply(Shapes.write(document))).isEmpty();
    Map<String, Object> documents = Shapes.mutations(document);
    // What parameters there are is the pipeline's to say.
    documents.keySet().removeIf(change -> change.endsWith("parameters] with an unknown key"));

    // When
    Map<String, String> disagreements = new LinkedHashMap<>();
    documents.forEach(
        (change, changed) -> {
          List<Problem> problems =
              reader.apply(Shapes.write(changed)).stream()
                  .filter(problem -> SHAPE.contains(problem.code()))
                  .toList();
          List<String> errors = errors(schema, changed);
          if (problems.isEmpty() != errors.isEmpty()) {
            disagreements.put(change, "reader: " + problems + ", schema: " + errors);
          }
        });

    // Then
    assertThat(documents).hasSizeGreaterThan(20);
    assertThat(disagreements).isEmpty();
  }

  /**
   * Puts an unknown key into each mapping: what the reader says that it knows there is what the
   * schema allows.
   */
  private void assertKeys(String name, String good, Function<String, List<Problem>> reader)
      throws IOException {
    // Given
    Object document = Shapes.parse(good);
    Set<Set<String>> allowed = new HashSet<>();
    objects(schemaText(name)).values().forEach(object -> allowed.add(keys(object)));

    // When
    Set<Set<String>> known = new HashSet<>();
    for (List<Object> path : Shapes.mappings(document)) {
      String text = Shapes.write(Shapes.put(document, path, "no-such-key", 1));
      for (Problem problem : reader.apply(text)) {
        Matcher match = KNOWN.matcher(problem.message());
        if (match.matches()) {
          known.add(new TreeSet<>(Arrays.asList(match.group(1).split(", "))));
        }
      }
    }

    // Then
    assertThat(known).isEqualTo(allowed);
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new TreeSet<>();
    object.get("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** The objects of a schema that allow no other keys than theirs. */
  private static Map<String, JsonNode> objects(JsonNode schema) {
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    objects.put("the document", schema);
    schema
        .get("$defs")
        .properties()
        .forEach(
            entry -> {
              JsonNode others = entry.getValue().path("additionalProperties");
              if (entry.getValue().has("properties") && others.isBoolean() && !others.asBoolean()) {
                objects.put(entry.getKey(), entry.getValue());
              }
            });
    return objects;
  }

  private static JsonNode target(JsonNode schema, JsonNode reference) {
    return schema.at(reference.path("$ref").asText("#/none").substring(1));
  }

  private List<Problem> definitionProblems(String text) {
    return problems(
        () -> new DefinitionReader(catalog, getClass().getClassLoader()).read("x", text, Map.of()));
  }

  private static List<Problem> environmentProblems(String text) {
    return problems(() -> EnvironmentReader.read("x", text, "any"));
  }

  private static List<Problem> problems(Runnable reading) {
    try {
      reading.run();
      return List.of();
    } catch (RefusedException refused) {
      return refused.problems();
    }
  }

  private static List<String> errors(JsonSchema schema, Object document) {
    JsonNode tree = MAPPER.valueToTree(document);
    return schema.validate(tree).stream().map(Object::toString).toList();
  }

  private static JsonSchema schema(String name) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schemaText(name));
  }

  private static JsonNode schemaText(String name) throws IOException {
    return MAPPER.readTree(
        JsonSchemaTest.class.getResource("/millrace/json-schema/" + name + ".json"));
  }
}
