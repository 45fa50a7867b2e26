package __PACKAGE__;

import io.millrace.schemas.industrial.SensorReading;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Tells each reading above a limit. */
final class LimitFunction implements FlatMapFunction<SensorReading, Exceedance> {
  private static final long serialVersionUID = 1L;

  private final double limit;

  LimitFunction(double limit) {
    this.limit = limit;
  }

  @Override
  public void flatMap(SensorReading reading, Collector<Exceedance> out) {
    double excess = reading.getValue() - limit;
    if (excess > 0) {
      out.collect(
          new Exceedance(
              reading.getSource(),
              reading.getSensor(),
              reading.getEventTime(),
              reading.getValue(),
              excess));
    }
  }
}
