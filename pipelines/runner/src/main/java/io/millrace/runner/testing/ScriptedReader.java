package io.millrace.runner.testing;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.DeadLetters;
import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.EventTimeField;
import io.millrace.formats.Format;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.runner.definition.TestStep.Given;
import io.millrace.runner.launch.NoSplit;
import io.millrace.runner.testing.ScriptedInput.Arrival;
import io.millrace.runner.testing.ScriptedInput.End;
import io.millrace.runner.testing.ScriptedInput.Happening;
import io.millrace.runner.testing.ScriptedInput.Progress;
import io.millrace.runner.testing.ScriptedInput.Silence;
import io.millrace.sdk.avro.RecordType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Lets happen what a test says. What has happened is not repeated: there is no state to keep. */
final class ScriptedReader<T extends IndexedRecord> implements SourceReader<Arrived<T>, NoSplit> {
  private final String name;
  private final ScriptedInput input;
  private final RecordType<T> type;
  private final EventTimeField time;
  private final Map<Format, Decoder<T>> decoders = new IdentityHashMap<>();
  private boolean idle;

  ScriptedReader(String name, ScriptedInput input, RecordType<T> type, String timeField) {
    this.name = name;
    this.input = input;
    this.type = type;
    this.time = EventTimeField.of(type, timeField);
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<Arrived<T>> output) {
    Optional<Happening> next = input.next();
    if (next.isEmpty()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    happen(next.get(), output);
    input.done();
    return next.get() instanceof End ? InputStatus.END_OF_INPUT : InputStatus.MORE_AVAILABLE;
  }

  private void happen(Happening happening, ReaderOutput<Arrived<T>> output) {
    boolean falls = happening instanceof Silence;
    if (falls) {
      output.markIdle();
    } else if (idle) {
      output.markActive();
    }
    idle = falls;
    if (happening instanceof Arrival arrival) {
      arrived(arrival.record()).forEach(output::collect);
    } else if (happening instanceof Progress progress) {
      output.emitWatermark(new Watermark(progress.watermark()));
    }
  }

  private List<Arrived<T>> arrived(Given record) {
    RawRecord raw = record.raw();
    Decoded<T> decoded =
        decoders.computeIfAbsent(record.format(), format -> format.decoder(type)).decode(raw);
    if (decoded instanceof Decoded.Bad<T> bad) {
      return List.of(dead(raw, bad));
    }
    return decoded.events().stream().map(event -> timed(event, raw)).toList();
  }

  private Arrived<T> timed(T event, RawRecord raw) {
    try {
      return new Arrived<>(event, null, time.millis(event), raw.arrival());
    } catch (BadRecordException timeless) {
      return dead(raw, new Decoded.Bad<>(timeless.code(), timeless.getMessage()));
    }
  }

  private Arrived<T> dead(RawRecord raw, Decoded.Bad<T> bad) {
    return new Arrived<>(
        null, DeadLetters.of(name, "decode", raw, bad), RawRecord.NO_TIME, raw.arrival());
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return input.available();
  }

  @Override
  public List<NoSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public void addSplits(List<NoSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
