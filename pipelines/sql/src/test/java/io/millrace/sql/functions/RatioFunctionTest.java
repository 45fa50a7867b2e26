package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatioFunctionTest {
  private final RatioFunction function = new RatioFunction();

  @Test
  void quotientIsNullWhereThereIsNone() {
    assertThat(function.eval(1.0, 4.0)).isEqualTo(0.25);
    assertThat(function.eval(0.0, 4.0)).isEqualTo(0.0);
    assertThat(function.eval(0.0, 0.0)).isNull();
    assertThat(function.eval(1.0, 0.0)).isNull();
    assertThat(function.eval(1.0, -0.0)).isNull();
    assertThat(function.eval(null, 1.0)).isNull();
    assertThat(function.eval(1.0, null)).isNull();
    assertThat(function.eval(Double.NaN, 1.0)).isNull();
    assertThat(function.eval(Double.MAX_VALUE, Double.MIN_VALUE)).isNull();
  }
}
