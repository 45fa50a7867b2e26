package io.millrace.sql.functions;

import io.millrace.sdk.codec.CodecTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentTypeStrategy;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.inference.TypeStrategy;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** What our functions take, and what is said of an argument that they don't. */
final class Arguments {

  /** A number, as DOUBLE. */
  static final ArgumentTypeStrategy NUMBER =
      new Argument("a number", type -> isNumber(type) ? DataTypes.DOUBLE() : null);

  /** A number of a kind that sums exactly: DOUBLE, BIGINT, or DECIMAL as it is. */
  static final ArgumentTypeStrategy EXACT_NUMBER = new Argument("a number", Arguments::exactNumber);

  /** A point in time, with a zone or without. */
  static final ArgumentTypeStrategy TIME =
      new Argument(
          "a TIMESTAMP or TIMESTAMP_LTZ",
          type ->
              type.is(LogicalTypeFamily.TIMESTAMP)
                      && !type.is(LogicalTypeRoot.TIMESTAMP_WITH_TIME_ZONE)
                  ? DataTypes.of(type).bridgedTo(TimestampData.class)
                  : null);

  /** A value of which it can be told whether another is the same. */
  static final ArgumentTypeStrategy COMPARABLE =
      new Argument(
          "a boolean, number, text, time or bytes, or rows, arrays and maps of these",
          type -> ValueBytes.areDefinedFor(type) ? DataTypes.of(type) : null);

  private Arguments() {}

  /** The types of an aggregate function. */
  static <A> TypeInference ofAggregate(
      AccumulatorCodec<A> accumulator,
      TypeStrategy output,
      List<String> names,
      ArgumentTypeStrategy... types) {
    DataType raw =
        DataTypes.RAW(
            accumulator.type(),
            new CodecTypeInfo<>(accumulator).createSerializer(new SerializerConfigImpl()));
    return TypeInference.newBuilder()
        .inputTypeStrategy(InputTypeStrategies.sequence(names, List.of(types)))
        .accumulatorTypeStrategy(TypeStrategies.explicit(raw))
        .outputTypeStrategy(output)
        .build();
  }

  static boolean isNumber(LogicalType type) {
    return type.is(LogicalTypeFamily.NUMERIC) || type.is(LogicalTypeRoot.NULL);
  }

  private static DataType exactNumber(LogicalType type) {
    if (type.is(LogicalTypeFamily.INTEGER_NUMERIC)) {
      return DataTypes.BIGINT();
    } else if (type instanceof DecimalType decimal) {
      return DataTypes.DECIMAL(decimal.getPrecision(), decimal.getScale());
    }
    return isNumber(type) ? DataTypes.DOUBLE() : null;
  }

  /** Whether the type of an argument will do, and as what it is taken: null if not. */
  private record Argument(String expected, Function<LogicalType, DataType> taken)
      implements ArgumentTypeStrategy {

    @Override
    public Optional<DataType> inferArgumentType(
        CallContext call, int position, boolean throwOnFailure) {
      LogicalType type = call.getArgumentDataTypes().get(position).getLogicalType();
      DataType takenAs = taken.apply(type);
      return takenAs != null
          ? Optional.of(takenAs)
          : call.fail(
              throwOnFailure,
              "%s takes %s as argument %d, not %s",
              call.getName(),
              expected,
              position + 1,
              type.asSummaryString());
    }

    @Override
    public Signature.Argument getExpectedArgument(FunctionDefinition function, int position) {
      return Signature.Argument.of("<" + expected + ">");
    }
  }
}
