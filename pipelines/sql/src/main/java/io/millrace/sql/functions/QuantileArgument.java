package io.millrace.sql.functions;

import java.math.BigDecimal;
import java.util.Optional;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentTypeStrategy;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.Signature;

/** Which quantile: a number, which is checked at once if it is written in the query. */
final class QuantileArgument implements ArgumentTypeStrategy {

  @Override
  public Optional<DataType> inferArgumentType(
      CallContext call, int position, boolean throwOnFailure) {
    Optional<DataType> number = Arguments.NUMBER.inferArgumentType(call, position, throwOnFailure);
    if (number.isEmpty() || !isLiteral(call, position)) {
      return number;
    }
    Optional<BigDecimal> q = call.getArgumentValue(position, BigDecimal.class);
    if (q.isPresent() && q.get().signum() >= 0 && q.get().compareTo(BigDecimal.ONE) <= 0) {
      return number;
    }
    return call.fail(
        throwOnFailure,
        "%s takes a quantile from 0 to 1 as argument %d, such as 0.99, not %s",
        call.getName(),
        position + 1,
        q.map(BigDecimal::toPlainString).orElse("NULL"));
  }

  /** Once the query is planned, arguments are columns, and the planner refuses the question. */
  private static boolean isLiteral(CallContext call, int position) {
    try {
      return call.isArgumentLiteral(position);
    } catch (UnsupportedOperationException planned) {
      return false;
    }
  }

  @Override
  public Signature.Argument getExpectedArgument(FunctionDefinition function, int position) {
    return Signature.Argument.of("<a number from 0 to 1>");
  }
}
