package io.millrace.sql.functions;

import io.millrace.sdk.codec.Codec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.logical.DecimalType;

/**
 * {@code EXACT_SUM(value)}: the sum, rounded once if at all. Of FLOAT and DOUBLE it is a DOUBLE, of
 * whole numbers a BIGINT, of DECIMAL(p, s) a DECIMAL(38, s).
 */
public final class ExactSumFunction extends AggregateFunction<Object, ExactTotal> {
  private static final long serialVersionUID = 1L;

  @Override
  public ExactTotal createAccumulator() {
    return new ExactTotal();
  }

  /** Adds a value, if there is one. */
  public void accumulate(ExactTotal accumulator, Double value) {
    if (value != null) {
      accumulator.add(value, 1);
    }
  }

  /** Adds a value, if there is one. */
  public void accumulate(ExactTotal accumulator, Long value) {
    if (value != null) {
      accumulator.add(value, 1);
    }
  }

  /** Adds a value, if there is one. */
  public void accumulate(ExactTotal accumulator, BigDecimal value) {
    if (value != null) {
      accumulator.add(value, 1);
    }
  }

  /** Takes a value out again. */
  public void retract(ExactTotal accumulator, Double value) {
    if (value != null) {
      accumulator.add(value, -1);
    }
  }

  /** Takes a value out again. */
  public void retract(ExactTotal accumulator, Long value) {
    if (value != null) {
      accumulator.add(value, -1);
    }
  }

  /** Takes a value out again. */
  public void retract(ExactTotal accumulator, BigDecimal value) {
    if (value != null) {
      accumulator.add(value, -1);
    }
  }

  /** Adds the values of others. */
  public void merge(ExactTotal accumulator, Iterable<ExactTotal> others) {
    others.forEach(accumulator::add);
  }

  @Override
  public Object getValue(ExactTotal accumulator) {
    return accumulator.value();
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return Arguments.ofAggregate(
        new StateCodec(), ExactSumFunction::sumOf, List.of("value"), Arguments.EXACT_NUMBER);
  }

  private static Optional<DataType> sumOf(CallContext call) {
    DataType value = call.getArgumentDataTypes().get(0);
    return Optional.of(
        value.getLogicalType() instanceof DecimalType decimal
            ? DataTypes.DECIMAL(DecimalType.MAX_PRECISION, decimal.getScale())
            : value.nullable());
  }

  /** How the accumulator is kept and sent. */
  public static final class StateCodec extends AccumulatorCodec<ExactTotal> {
    private static final long serialVersionUID = 1L;

    @Override
    Codec<ExactTotal> today() {
      return ExactTotal.CODEC;
    }
  }
}
