package io.millrace.runner.replay;

import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.formats.flink.range.RangeSource;
import io.millrace.formats.flink.range.RecordRanges;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.launch.Binding;
import io.millrace.runner.launch.LiveServices;
import io.millrace.runner.launch.OutputBinding;
import io.millrace.runner.replay.Manifest.InputRanges;
import io.millrace.runner.replay.Manifest.Taking;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.Input;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.util.OptionalDouble;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The ranges of a manifest in; results and what is set aside to where others write them. */
final class ReplayBinding implements Binding {
  private final Manifest manifest;
  private final LiveServices services;
  private final RecordRanges records;
  private final OptionalDouble rate;
  private final OutputBinding results;
  private final OutputBinding asides;

  /**
   * @param records where the ranges are read from
   * @param rate how many records are read a second of each input
   * @param results where results go
   * @param asides where events and records go that take part in none
   */
  ReplayBinding(
      Manifest manifest,
      LiveServices services,
      RecordRanges records,
      OptionalDouble rate,
      OutputBinding results,
      OutputBinding asides) {
    this.manifest = manifest;
    this.services = services;
    this.records = records;
    this.rate = rate;
    this.results = results;
    this.asides = asides;
  }

  @Override
  public <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    InputRanges ranges = manifest.inputs().get(input.name());
    RangeSource<T> source =
        new RangeSource<>(
            input.name(),
            services.id() + "-" + input.name(),
            ranges.ranges(),
            records,
            services.format(input),
            type,
            input.timeField(),
            input.maxFuture().orElse(null),
            rate);
    Stage stage = Stage.of("input." + input.name() + ".range");
    return stage.on(
        environment.fromSource(
            source,
            // After every event, and never by the wall clock: the results depend on the range
            // alone.
            EventTimeWatermarks.strategy(
                input.outOfOrderness(), input.maxFuture().orElse(null), null, true),
            stage.id(),
            new ArrivedTypeInfo<>(type)));
  }

  @Override
  public <T extends IndexedRecord> Input<T> within(InputDefinition input, Input<T> events) {
    Taking taking = manifest.inputs().get(input.name()).taking();
    if (taking == Taking.OFFSETS) {
      return events;
    }
    ReplayRange range = manifest.range();
    long from = taking == Taking.WHOLE ? Long.MIN_VALUE : range.firstMillis();
    EventsWithin<T> within = new EventsWithin<>(input.name(), from, range.endMillis());
    DataStream<T> stream = events.events();
    Stage stage = Stage.of("input." + input.name() + ".within");
    return new Input<>(
        input.name(),
        stage.on(stream.process(within, stream.getType())),
        events.outOfOrderness(),
        events.lateness());
  }

  @Override
  public <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> stream) {
    ReplayRange range = manifest.range();
    if (range.from().isEmpty() && range.to().isEmpty()) {
      results.results(output, stream);
      return;
    }
    EdgesFilter<R> edges =
        new EdgesFilter<>(
            output.name(),
            AvroRecordTypeInfo.typeOf(stream),
            range.from().map(from -> from.toEpochMilli()).orElse(Long.MIN_VALUE),
            range.endMillis(),
            manifest.trimmed());
    Stage stage = Stage.of("output." + output.name() + ".edges");
    results.results(output, stage.on(stream.filter(edges)));
  }

  @Override
  public <T extends IndexedRecord> void aside(
      InputDefinition input, Aside reason, DataStream<T> events) {
    asides.aside(input, reason, events);
  }

  @Override
  public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {
    asides.deadLetters(input, letters);
  }
}
