package io.millrace.sql.functions;

import io.millrace.sdk.codec.Codec;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/**
 * {@code QUANTILE_SKETCH(value, q)}: a quantile by {@link
 * io.millrace.operators.statistics.Quantiles}. Values that were retracted count no longer, but
 * still as least or greatest.
 */
public final class QuantileSketchFunction extends AggregateFunction<Double, SketchedQuantile> {
  private static final long serialVersionUID = 1L;

  @Override
  public SketchedQuantile createAccumulator() {
    return new SketchedQuantile();
  }

  /** Adds a value, if there is one. */
  public void accumulate(SketchedQuantile accumulator, Double value, Double q) {
    if (value != null) {
      accumulator.add(value, q);
    }
  }

  /** Takes a value out again. */
  public void retract(SketchedQuantile accumulator, Double value, Double q) {
    if (value != null) {
      accumulator.remove(value);
    }
  }

  /** Adds the values of others. */
  public void merge(SketchedQuantile accumulator, Iterable<SketchedQuantile> others) {
    others.forEach(accumulator::add);
  }

  @Override
  public Double getValue(SketchedQuantile accumulator) {
    return accumulator.value();
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return Arguments.ofAggregate(
        new StateCodec(),
        TypeStrategies.explicit(DataTypes.DOUBLE()),
        List.of("value", "q"),
        Arguments.NUMBER,
        new QuantileArgument());
  }

  /** How the accumulator is kept and sent. */
  public static final class StateCodec extends AccumulatorCodec<SketchedQuantile> {
    private static final long serialVersionUID = 1L;

    @Override
    Codec<SketchedQuantile> today() {
      return SketchedQuantile.CODEC;
    }
  }
}
