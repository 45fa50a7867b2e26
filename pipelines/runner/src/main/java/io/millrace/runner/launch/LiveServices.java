package io.millrace.runner.launch;

import io.millrace.formats.Format;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.kafka.KafkaConnection;
import io.millrace.kafka.KafkaNeeds;
import io.millrace.kafka.RegistryConnection;
import io.millrace.kafka.RegistrySchemas;
import io.millrace.kafka.TopicTimestamps;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
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

  /** What begins the names of its consumer group, transactions and clients. */
  public String id() {
    return environment.deployment().id();
  }

  long generation() {
    return environment.deployment().generation();
  }

  /** The Kafka cluster. */
  public KafkaConnection kafka() {
    return kafka;
  }

  /**
   * The database.
   *
   * @throws MillraceException if the environment has none
   */
  public PostgresConnection postgres() {
    return postgres.orElseThrow(() -> lacks("postgres"));
  }

  /**
   * The folder of the archive.
   *
   * @throws MillraceException if the environment names none
   */
  public String archive() {
    return environment.archive().orElseThrow(() -> lacks("archive"));
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

  /** How results in Avro are read. */
  public Format resultFormat(RecordType<?> type) {
    List<Schema> known = new ArrayList<>(environment.schemas());
    known.add(type.schema());
    return new AvroFormat(WriterSchemas.shippedAnd(known));
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
  public void check() {
    KafkaNeeds needs = reading(KafkaNeeds.none()).inGroup(id()).inTransactions(id());
    for (String topic : written()) {
      needs = needs.writing(topic);
    }
    if (createsTopics()) {
      kafka.createMissing(needs.writes());
    }
    check(needs);
  }

  /** The same for a run that writes nothing into Kafka. */
  public void checkReading() {
    check(reading(KafkaNeeds.none()));
  }

  private void check(KafkaNeeds needs) {
    kafka.check(needs);
    registry.ifPresent(RegistrySchemas::check);
    if (!tables.isEmpty()) {
      postgres().check(tables, postgresOptions());
    }
  }

  /**
   * Where a promise of the definition does not hold for the topics that it reads, a line each. To
   * be called after {@link #check()}.
   */
  List<String> advice() {
    Map<String, TopicTimestamps> timestamps =
        TopicTimestamps.of(kafka, reading(KafkaNeeds.none()).reads());
    return definition.inputs().values().stream()
        .map(
            input -> {
              String topic = topic(input);
              return ClockAdvice.of(input, topic, Optional.ofNullable(timestamps.get(topic)));
            })
        .flatMap(Optional::stream)
        .toList();
  }

  private KafkaNeeds reading(KafkaNeeds needs) {
    for (InputDefinition input : definition.inputs().values()) {
      needs = needs.reading(topic(input));
    }
    return needs;
  }

  /** The topics that a live run writes. */
  public Set<String> written() {
    Set<String> topics = new TreeSet<>(Set.of(deadLetterTopic(), lateTopic()));
    definition
        .outputs()
        .values()
        .forEach(output -> output.topic().map(this::named).ifPresent(topics::add));
    return topics;
  }

  /**
   * Makes sure that nothing is there yet of what a run writes that shares it with none.
   *
   * @throws MillraceException CONFLICT if there is
   */
  public void checkAbsent() {
    Set<String> there = kafka.existing(written());
    if (!tables.isEmpty()) {
      there.addAll(postgres().existing(tables));
    }
    if (!there.isEmpty()) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "there is already " + String.join(", ", there) + "; expected another --id");
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
