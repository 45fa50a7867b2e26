package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlFunctionsTest {
  private static final TableEnvironment WITHOUT_OURS =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());

  static Iterable<SqlFunction> all() {
    return SqlFunctions.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void noneHasTheNameOfOneOfFlinks(SqlFunction function) {
    assertThat(WITHOUT_OURS.listFunctions())
        .hasSizeGreaterThan(150)
        .contains("count")
        .doesNotContain(function.name(), function.name().toLowerCase());
    assertThatThrownBy(() -> WITHOUT_OURS.explainSql("SELECT " + function.name() + "(1)"))
        .hasStackTraceContaining("No match found for function signature " + function.name());
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachIsDescribed(SqlFunction function) {
    assertThat(function.signature()).startsWith(function.name() + "(");
    assertThat(function.about()).endsWith(".");
    assertThat(function.error()).endsWith(".");
    assertThat(function.nulls()).endsWith(".");
  }

  @Test
  void allAreKnownOnceRegistered() {
    // given
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    // when
    SqlFunctions.registerAll(tables);

    // then
    assertThat(Arrays.stream(tables.listUserDefinedFunctions()).map(String::toUpperCase))
        .containsExactlyInAnyOrder(
            "QUANTILE_SKETCH", "DISTINCT_SKETCH", "EXACT_SUM", "COUNTER_RATE", "RATIO");
  }
}
