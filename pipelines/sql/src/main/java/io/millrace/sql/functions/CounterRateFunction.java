package io.millrace.sql.functions;

import io.millrace.sdk.codec.Codec;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/**
 * {@code COUNTER_RATE(value, event_time)}: the increase a second of a counter that starts again
 * from zero now and then. The rows of a group are to be of one counter. Unlike Prometheus' {@code
 * rate}, it is not extrapolated beyond the first and the last sample.
 *
 * <p>All samples of the group are kept, 24 bytes each in a checkpoint, up to {@link
 * CounterSamples#LIMIT}: it is made for windows.
 */
public final class CounterRateFunction extends AggregateFunction<Double, CounterSamples> {
  private static final long serialVersionUID = 1L;

  @Override
  public CounterSamples createAccumulator() {
    return new CounterSamples();
  }

  /** Adds a sample, if it is one. */
  public void accumulate(CounterSamples accumulator, Double value, TimestampData time) {
    if (value != null && time != null) {
      accumulator.add(value, microseconds(time), 1);
    }
  }

  /** Takes a sample out again. */
  public void retract(CounterSamples accumulator, Double value, TimestampData time) {
    if (value != null && time != null) {
      accumulator.add(value, microseconds(time), -1);
    }
  }

  /** Adds the samples of others. */
  public void merge(CounterSamples accumulator, Iterable<CounterSamples> others) {
    others.forEach(accumulator::add);
  }

  @Override
  public Double getValue(CounterSamples accumulator) {
    return accumulator.rate();
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return Arguments.ofAggregate(
        new StateCodec(),
        TypeStrategies.explicit(DataTypes.DOUBLE()),
        List.of("value", "event_time"),
        Arguments.NUMBER,
        Arguments.TIME);
  }

  private static long microseconds(TimestampData time) {
    return time.getMillisecond() * 1000 + time.getNanoOfMillisecond() / 1000;
  }

  /** How the accumulator is kept and sent. */
  public static final class StateCodec extends AccumulatorCodec<CounterSamples> {
    private static final long serialVersionUID = 1L;

    @Override
    Codec<CounterSamples> today() {
      return CounterSamples.CODEC;
    }
  }
}
