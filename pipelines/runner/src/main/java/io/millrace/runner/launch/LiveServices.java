package io.millrace.runner.launch;

import io.millrace.formats.Format;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.kafka.KafkaConnection;
import io.millrace.kafka.KafkaNeeds;
import io.millrace.kafka.RegistryConnection;
import io.millrace.kafka.RegistrySchemas;
import io.millrace.postgres.Password;
import io.millrace.postgres.PostgresConnection;
import io.millrace.postgres.PostgresOptions;
import io.millrace.postgres.PostgresTable;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.environment.Environment;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.generic.IndexedRecord;

/**
 * The services of an environment as one definition uses them, under the names that they have there.
 */
public final class LiveServices {
  /** So that references to secrets are resolved by the client that needs them, where it runs. */
  private static final Map<String, String> SECRET_PROVIDERS =
      Map.of(
          "config.providers", "env,file",
          "config.providers.env.class",
              "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
          "config.providers.file.class",
              "org.apache.kafka.common.config.provider.FileConfigProvider");

  private final Definition definition;
  private final Environment environment;
  private final KafkaConnection kafka;
  private final Optional<RegistryConnection> registry;
  private final Optional<PostgresConnection> postgres;
  private final List<PostgresTable> tables = new ArrayList<>();

  /**
   * @throws MillraceException if the environment lacks a service that the definition uses
   */
  public LiveServices(Definition definition, Environment environment) {
    this.definition = definition;
    this.environment = environment;
    this.kafka =
        environment.kafka().map(LiveServices::connection).orElseThrow(() -> lacks("kafka"));
    this.registry = environment.registry().map(url -> RegistryConnection.to(url.toString(), null));
    this.postgres =
        environment
            .postgres()
            .map(
                settings ->
                    new PostgresConnection(
                        settings.url(), settings.user(), Password.inFile(settings.passwordFile())));
  }

  private static KafkaConnection connection(Environment.Kafka settings) {
    Map<String, String> properties = new TreeMap<>(settings.properties());
    if (properties.values().stream().anyMatch(value -> value.contains("${"))) {
      properties.putAll(SECRET_PROVIDERS);
    }
    return new KafkaConnection(settings.bootstrap(), properties);
  }

  private MillraceException lacks(String service) {
    return new MillraceException(
        ErrorCode.MISSING_KEY,
        environment.text().place().file()
            + ": the environment has no '"
            + service
            + "', which "
            + definition.name()
            + " needs");
  }

  String id() {
    return environment.deployment().id();
  }

  long generation() {
    return environment.deployment().generation();
  }

  /** The Kafka cluster. */
  public KafkaConnection kafka() {
    return kafka;
  }

  PostgresConnection postgres() {
    return postgres.orElseThrow(() -> lacks("postgres"));
  }

  PostgresOptions postgresOptions() {
    PostgresOptions options = PostgresOptions.defaults();
    boolean create = environment.postgres().map(Environment.Postgres::create).orElse(false);
    return create ? options : options.withoutCreatingTables();
  }

  /** Whether topics that are missing are made. */
  public boolean createsTopics() {
    return environment.kafka().orElseThrow().create();
  }

  /** What a topic or table of a definition is called here. */
  public String named(String name) {
    return environment.named(name);
  }

  /**
   * The topic of an input.
   *
   * @throws MillraceException if it has none
   */
  public String topic(InputDefinition input) {
    return named(
        input
            .topic()
            .orElseThrow(
                () ->
                    new MillraceException(
                        ErrorCode.MISSING_KEY,
                        input.place()
                            + ": input '"
                            + input.name()
                            + "' has no topic; expected 'from: {kafka: TOPIC}'")));
  }

  /** Where dead letters go. */
  public String deadLetterTopic() {
    return named(definition.name().replace('/', '.') + ".dead-letters");
  }

  /** Where it is kept which of them were redriven. */
  public String redrivenTopic() {
    return named(definition.name().replace('/', '.') + ".redriven");
  }

  String lateTopic() {
    return named(definition.name().replace('/', '.') + ".late");
  }

  /** How the records of an input are read. */
  public Format format(InputDefinition input) {
    WriterSchemas.Provider known = input.writers(environment.schemas());
    WriterSchemas.Provider writers =
        registry.isPresent() ? RegistrySchemas.provider(registry.get(), known) : known;
    return input.format().format(input.mapping(), writers);
  }

  <R extends IndexedRecord> PostgresTable table(OutputDefinition output, RecordType<R> type) {
    String name = named(output.table().orElseThrow());
    PostgresTable table = PostgresTable.of(type, output.key(), name);
    tables.add(table);
    return table;
  }

  /**
   * Makes sure, before a job is started, that every service answers and allows what the job needs;
   * makes the topics and tables that are missing, if the environment says so.
   *
   * @throws MillraceException that says what is wrong, without a secret
   */
  void check() {
    KafkaNeeds needs = KafkaNeeds.none().inGroup(id()).inTransactions(id());
    for (InputDefinition input : definition.inputs().values()) {
      needs = needs.reading(topic(input));
    }
    needs = needs.writing(deadLetterTopic()).writing(lateTopic());
    for (OutputDefinition output : definition.outputs().values()) {
      if (output.topic().isPresent()) {
        needs = needs.writing(named(output.topic().get()));
      }
    }
    if (createsTopics()) {
      kafka.createMissing(needs.writes());
    }
    kafka.check(needs);
    registry.ifPresent(RegistrySchemas::check);
    if (!tables.isEmpty()) {
      postgres().check(tables, postgresOptions());
    }
  }

  /**
   * Makes sure, before a job is started without state, that its results would replace what is in
   * the tables. To be called after {@link #check()}.
   *
   * @throws MillraceException that says what to do, if they would not
   */
  void checkFreshStart() {
    if (kafka.hasPositions(id())) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "deployment '%s' of generation %d has run before, for consumer group %s has positions, and no state is given to go on from; expected 'deployment: {state: FOLDER}' or --from-savepoint to go on, or a higher generation to start anew"
              .formatted(environment.deployment().name(), generation(), id()));
    }
    if (!tables.isEmpty()) {
      postgres().checkFreshStart(tables, generation());
    }
  }
}
