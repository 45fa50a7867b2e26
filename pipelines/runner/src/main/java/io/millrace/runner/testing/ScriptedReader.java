package io.millrace.runner.testing;

import io.millrace.formats.flink.Arrived;
import io.millrace.runner.testing.ScriptedInput.Arrival;
import io.millrace.runner.testing.ScriptedInput.End;
import io.millrace.runner.testing.ScriptedInput.Happening;
import io.millrace.runner.testing.ScriptedInput.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Lets happen what a test says. What has happened is not repeated: there is no state to keep. */
final class ScriptedReader<T extends SpecificRecord> implements SourceReader<Arrived<T>, NoSplit> {
  private final ScriptedInput input;
  private boolean idle;

  ScriptedReader(ScriptedInput input) {
    this.input = input;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<Arrived<T>> output) {
    Optional<Happening> next = input.next();
    if (next.isEmpty()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (next.get() instanceof End) {
      input.done();
      return InputStatus.END_OF_INPUT;
    }
    happen(next.get(), output);
    input.done();
    return InputStatus.MORE_AVAILABLE;
  }

  @SuppressWarnings("unchecked")
  private void happen(Happening happening, ReaderOutput<Arrived<T>> output) {
    boolean silence = happening instanceof ScriptedInput.Silence;
    if (silence) {
      output.markIdle();
    } else if (idle) {
      output.markActive();
    }
    idle = silence;
    if (happening instanceof Arrival arrival) {
      output.collect((Arrived<T>) arrival.arrived());
    } else if (happening instanceof Progress progress) {
      output.emitWatermark(new Watermark(progress.watermark()));
    }
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
