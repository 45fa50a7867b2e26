package io.millrace.runner.launch;

import io.millrace.formats.flink.Arrived;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Runs {@link AdmitFunction}, and makes sure that the end of the input closes all windows.
 *
 * <p>At the end of an input, or when a job is drained, Flink sends the greatest watermark from the
 * source; but a source that has fallen idle is not heard, and the windows that are open then would
 * never emit. So it is sent again from here, awake.
 */
final class AdmitOperator<T extends IndexedRecord> extends ProcessOperator<Arrived<T>, T>
    implements BoundedOneInput {
  private static final long serialVersionUID = 1L;

  AdmitOperator(AdmitFunction<T> function) {
    super(function);
  }

  @Override
  public void endInput() {
    output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
    output.emitWatermark(Watermark.MAX_WATERMARK);
  }
}
