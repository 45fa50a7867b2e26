package io.millrace.sql.functions;

import io.millrace.operators.distinct.DistinctCount;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/**
 * {@code DISTINCT_SKETCH(value)}: the number of different values by {@link DistinctCount}. What was
 * added can't be taken out again, so the planner refuses it over updating rows.
 */
public final class DistinctSketchFunction extends AggregateFunction<Long, DistinctCount> {
  private static final long serialVersionUID = 1L;

  @Override
  public DistinctCount createAccumulator() {
    return new DistinctCount();
  }

  /** Adds a value, if there is one. */
  public void accumulate(DistinctCount accumulator, Object value) {
    if (value != null) {
      ValueBytes.addTo(accumulator, value);
    }
  }

  /** Adds the values of others. */
  public void merge(DistinctCount accumulator, Iterable<DistinctCount> others) {
    others.forEach(accumulator::add);
  }

  @Override
  public Long getValue(DistinctCount accumulator) {
    return accumulator.estimate();
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return Arguments.ofAggregate(
        DistinctCount.CODEC,
        TypeStrategies.explicit(DataTypes.BIGINT().notNull()),
        List.of("value"),
        Arguments.COMPARABLE);
  }
}
