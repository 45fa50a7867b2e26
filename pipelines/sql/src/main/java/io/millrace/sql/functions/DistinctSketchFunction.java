package io.millrace.sql.functions;

import io.millrace.operators.distinct.DistinctCounter;
import io.millrace.sdk.codec.Codec;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/**
 * {@code DISTINCT_SKETCH(value)}: the number of different values by {@link DistinctCounter}. What
 * was added can't be taken out again, so the planner refuses it over updating rows.
 */
public final class DistinctSketchFunction extends AggregateFunction<Long, DistinctCounter> {
  private static final long serialVersionUID = 1L;

  /** A relative standard error of 1.04 / sqrt(2^12), in at most 4 KiB. */
  static final int PRECISION = 12;

  @Override
  public DistinctCounter createAccumulator() {
    return new DistinctCounter(PRECISION);
  }

  /** Adds a value, if there is one. */
  public void accumulate(DistinctCounter accumulator, Object value) {
    if (value != null) {
      ValueBytes.addTo(accumulator, value);
    }
  }

  /** Adds the values of others. */
  public void merge(DistinctCounter accumulator, Iterable<DistinctCounter> others) {
    others.forEach(accumulator::add);
  }

  @Override
  public Long getValue(DistinctCounter accumulator) {
    return accumulator.estimate();
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return Arguments.ofAggregate(
        new StateCodec(),
        TypeStrategies.explicit(DataTypes.BIGINT().notNull()),
        List.of("value"),
        Arguments.COMPARABLE);
  }

  /** How the accumulator is kept and sent. */
  public static final class StateCodec extends AccumulatorCodec<DistinctCounter> {
    private static final long serialVersionUID = 1L;

    @Override
    Codec<DistinctCounter> today() {
      return DistinctCounter.CODEC;
    }
  }
}
