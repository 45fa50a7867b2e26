package io.millrace.runner.testing.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;

class ExpectedNumberTest {

  @Test
  void aToleranceIsAShareOfTheExpectedNumberOrADistance() {
    assertThat(accepts("200~1%", "202")).isTrue();
    assertThat(accepts("200~1%", "202.0001")).isFalse();
    assertThat(accepts("-200~1%", "-198")).isTrue();
    assertThat(accepts("200~0.5", "199.5")).isTrue();
    assertThat(accepts("200~0.5", "199.49")).isFalse();
    assertThat(accepts("0~1e-3", "-0.001")).isTrue();
  }

  @Test
  void withoutToleranceOnlyTheSameNumberIsRightHoweverItIsWritten() {
    assertThat(accepts("20.5", "20.500")).isTrue();
    assertThat(accepts("1e3", "1000")).isTrue();
    assertThat(accepts("20.5", "20.50000001")).isFalse();
  }

  @Test
  void whatIsNoNumberIsNone() {
    assertThat(ExpectedNumber.parse("many")).isEmpty();
    assertThat(ExpectedNumber.parse("1~")).isEmpty();
    assertThat(ExpectedNumber.parse("1~-1")).isEmpty();
    assertThat(ExpectedNumber.parse("~1")).isEmpty();
    assertThat(ExpectedNumber.parse("1e999999999")).isEmpty();
  }

  @Property
  void everyNumberWithinTheToleranceIsAcceptedAndNoneBeyond(
      @ForAll @BigRange(min = "-1000000", max = "1000000") BigDecimal expected,
      @ForAll @BigRange(min = "0", max = "1000") BigDecimal tolerance,
      @ForAll @BigRange(min = "-2000", max = "2000") BigDecimal offset) {
    // When
    boolean accepted =
        accepts(
            expected.toPlainString() + "~" + tolerance.toPlainString(),
            expected.add(offset).toPlainString());

    // Then
    assertThat(accepted).isEqualTo(offset.abs().compareTo(tolerance) <= 0);
  }

  private static boolean accepts(String expected, String actual) {
    return ExpectedNumber.parse(expected).orElseThrow().accepts(new BigDecimal(actual));
  }
}
