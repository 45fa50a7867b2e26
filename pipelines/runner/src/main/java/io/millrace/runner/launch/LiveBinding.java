package io.millrace.runner.launch;

import io.millrace.files.archive.ArchiveSink;
import io.millrace.formats.Format;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.kafka.DeadLetterTopic;
import io.millrace.kafka.Delivery;
import io.millrace.kafka.KafkaEvents;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.KafkaOutput;
import io.millrace.kafka.KafkaResults;
import io.millrace.kafka.LateTopic;
import io.millrace.postgres.PostgresSink;
import io.millrace.postgres.PostgresTable;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.util.Locale;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Kafka in; Kafka, PostgreSQL and the archive out. */
public final class LiveBinding implements Binding {
  private final LiveServices services;

  /** Binds to the services of an environment. */
  public LiveBinding(LiveServices services) {
    this.services = services;
  }

  @Override
  public <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    Format format = services.format(input);
    KafkaInput<T> read =
        KafkaInput.of(input.name(), services.topic(input), format, type, input.timeField())
            .inGroup(services.id());
    Stage stage = Stage.of("input." + input.name() + ".kafka");
    return stage.on(
        environment.fromSource(
            KafkaEvents.source(services.kafka(), read),
            EventTimeWatermarks.strategy(
                input.outOfOrderness(),
                input.maxFuture().orElse(null),
                input.idleAfter().orElse(null),
                false),
            stage.id(),
            new ArrivedTypeInfo<>(type)));
  }

  @Override
  public <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> results) {
    RecordType<R> type = AvroRecordTypeInfo.typeOf(results);
    Stage stage = Stage.of("output." + output.name());
    if (!output.hasTarget()) {
      throw new MillraceException(
          ErrorCode.MISSING_KEY,
          output.place()
              + ": the results of output '"
              + output.name()
              + "' go nowhere; expected 'to: [{kafka: TOPIC}, {postgres: TABLE}]'");
    }
    if (output.topic().isPresent()) {
      String topic = services.named(output.topic().get());
      Delivery delivery =
          output.exactlyOnce() ? transactions(stage.part("kafka")) : Delivery.atLeastOnce();
      KafkaOutput<R> written = KafkaOutput.of(output.name(), topic, type, output.key(), delivery);
      if (output.json()) {
        written = written.inJson();
      }
      stage.part("kafka").on(results.sinkTo(KafkaResults.sink(services.kafka(), written)));
    }
    if (output.table().isPresent()) {
      PostgresTable table = services.table(output, type);
      stage
          .part("postgres")
          .on(
              results.sinkTo(
                  PostgresSink.of(
                      services.postgres(),
                      table,
                      services.generation(),
                      services.postgresOptions())));
    }
    if (output.archive()) {
      stage.part("archive").on(records(output, results).sinkTo(ArchiveSink.to(services.archive())));
    }
  }

  @SuppressWarnings("unchecked")
  private static DataStream<ArchivedRecord> records(
      OutputDefinition output, DataStream<? extends IndexedRecord> results) {
    RecordType<?> type = AvroRecordTypeInfo.typeOf(results);
    if (type.javaClass() != ArchivedRecord.class) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          "%s: output '%s' has records of the schema %s; an archive takes platform.ArchivedRecord"
              .formatted(output.place(), output.name(), SchemaCatalog.nameOf(type.schema())));
    }
    return (DataStream<ArchivedRecord>) results;
  }

  @Override
  public <T extends IndexedRecord> void aside(
      InputDefinition input, Aside reason, DataStream<T> events) {
    LateTopic.Reason why = LateTopic.Reason.valueOf(reason.name());
    Stage stage = Stage.of("input." + input.name() + "." + why.name().toLowerCase(Locale.ROOT));
    stage.on(
        events.sinkTo(
            LateTopic.sink(
                services.kafka(),
                services.lateTopic(),
                input.name(),
                AvroRecordTypeInfo.typeOf(events),
                why,
                transactions(stage))));
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {
    Stage stage = Stage.of("input." + input.name() + ".dead");
    stage.on(
        letters.sinkTo(
            DeadLetterTopic.sink(
                services.kafka(), services.deadLetterTopic(), transactions(stage))));
  }

  /** Transactions of one stage: no two sinks, of this deployment or another, may share a prefix. */
  private Delivery transactions(Stage stage) {
    return Delivery.exactlyOnce(services.id() + "." + stage.id());
  }
}
