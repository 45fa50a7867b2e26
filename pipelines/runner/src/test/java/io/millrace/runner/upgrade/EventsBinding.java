package io.millrace.runner.upgrade;

import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.launch.Binding;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;

/** Ten readings in, nothing out, and no end; the ids of a live job. */
final class EventsBinding implements Binding {
  private static volatile CountDownLatch emitted;

  static {
    AvroTrust.establish();
  }

  /** From the next start of a job on, {@link #awaitEvents} waits for its events. */
  EventsBinding() {
    emitted = new CountDownLatch(1);
  }

  /** Waits until the events are on their way, before any savepoint that is asked for now. */
  static void awaitEvents() throws InterruptedException {
    emitted.await();
  }

  @Override
  @SuppressWarnings({"unchecked", "deprecation"})
  public <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    Stage stage = Stage.of("input." + input.name() + ".kafka");
    return stage.on(
        environment.addSource(
            (SourceFunction<Arrived<T>>) (SourceFunction<?>) new ReadingsFunction(),
            stage.id(),
            new ArrivedTypeInfo<>(type)));
  }

  @Override
  public <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> results) {
    Stage.of("output." + output.name() + ".kafka").on(results.sinkTo(new DiscardingSink<>()));
  }

  @Override
  public <T extends IndexedRecord> void aside(
      InputDefinition input, Aside reason, DataStream<T> events) {
    Stage.of("input." + input.name() + "." + reason.name().toLowerCase(Locale.ROOT))
        .on(events.sinkTo(new DiscardingSink<>()));
  }

  @Override
  public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {
    Stage.of("input." + input.name() + ".dead").on(letters.sinkTo(new DiscardingSink<>()));
  }

  @SuppressWarnings("deprecation")
  private static final class ReadingsFunction implements SourceFunction<Arrived<SensorReading>> {
    private static final long serialVersionUID = 1L;
    private final CountDownLatchHolder cancelled = new CountDownLatchHolder();

    @Override
    public void run(SourceContext<Arrived<SensorReading>> context) throws Exception {
      synchronized (context.getCheckpointLock()) {
        for (long i = 0; i < 10; i++) {
          Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
          SensorReading reading =
              SensorReading.newBuilder()
                  .setSource("m" + i % 3)
                  .setSensor("t")
                  .setEventTime(time)
                  .setValue(20.5)
                  .setSequence(i)
                  .build();
          context.collectWithTimestamp(
              new Arrived<>(reading, null, time.toEpochMilli(), RawRecord.NO_TIME),
              time.toEpochMilli());
        }
      }
      emitted.countDown();
      cancelled.await();
    }

    @Override
    public void cancel() {
      cancelled.release();
    }
  }

  /** A latch that is made where the source runs. */
  private static final class CountDownLatchHolder implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private boolean released;

    synchronized void await() throws InterruptedException {
      while (!released) {
        wait();
      }
    }

    synchronized void release() {
      released = true;
      notifyAll();
    }
  }
}
