package io.millrace.sql.functions;

import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/** {@code RATIO(numerator, denominator)}: the quotient as DOUBLE, where there is one. */
public final class RatioFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /**
   * Null where an argument is, where the denominator is 0, and where the quotient is not finite.
   */
  public Double eval(Double numerator, Double denominator) {
    if (numerator == null || denominator == null || denominator == 0) {
      return null;
    }
    double ratio = numerator / denominator;
    return Double.isFinite(ratio) ? ratio : null;
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(
            InputTypeStrategies.sequence(
                List.of("numerator", "denominator"), List.of(Arguments.NUMBER, Arguments.NUMBER)))
        .outputTypeStrategy(TypeStrategies.explicit(DataTypes.DOUBLE()))
        .build();
  }
}
