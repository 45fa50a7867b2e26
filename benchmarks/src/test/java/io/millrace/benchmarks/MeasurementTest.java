package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeasurementTest {

  @Test
  void aRatioHasTheErrorsOfBoth() {
    // given
    Measurement fast = new Measurement(600, 18, 0);
    Measurement slow = new Measurement(200, 8, 0);

    // when
    Measurement.Ratio ratio = fast.over(slow);

    // then
    assertThat(ratio.value()).isEqualTo(3);
    assertThat(ratio.error()).isCloseTo(3 * 0.05, within(1e-12));
  }
}
