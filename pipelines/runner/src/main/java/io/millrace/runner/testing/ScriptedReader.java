package io.millrace.runner.testing;

import io.millrace.formats.Format;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.EventReader;
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
  private final String timeField;
  private final Map<Format, EventReader<T>> readers = new IdentityHashMap<>();
  private boolean idle;

  ScriptedReader(String name, ScriptedInput input, RecordType<T> type, String timeField) {
    this.name = name;
    this.input = input;
    this.type = type;
    this.timeField = timeField;
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
    return readers
        .computeIfAbsent(
            record.format(), format -> new EventReader<>(name, format, type, timeField))
        .read(record.raw());
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
