package io.millrace.cloud.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProportionalAllocatorTest {

  @Test
  void theUnitLeftOverGoesToTheLargestRemainder() {
    // When
    List<BigDecimal> parts = split("1.00", 2, "1", "2", "4");

    // Then 14.28.., 28.57.., 57.14.. cents
    assertThat(parts).extracting(BigDecimal::toString).containsExactly("0.14", "0.29", "0.57");
  }

  @Test
  void ofEqualRemaindersTheEarlierComesFirst() {
    assertThat(split("0.05", 2, "1", "1", "1"))
        .extracting(BigDecimal::toString)
        .containsExactly("0.02", "0.02", "0.01");
  }

  @Test
  void aCreditIsDistributedLikeACost() {
    assertThat(split("-0.05", 2, "1", "1", "1"))
        .extracting(BigDecimal::toString)
        .containsExactly("-0.02", "-0.02", "-0.01");
  }

  @Test
  void withoutAnyWeightNothingIsDistributed() {
    assertThat(split("1.00", 2, "0", "0")).isEmpty();
    assertThat(split("1.00", 2)).isEmpty();
  }

  @Property
  void partsAddUpAndAreWithinOneUnitOfTheExactShare(
      @ForAll @BigRange(min = "-1000000000", max = "1000000000") @Scale(11) BigDecimal amount,
      @ForAll @Size(min = 1, max = 30)
          List<@BigRange(min = "0", max = "1000000") @Scale(11) BigDecimal> weights) {
    // Given
    List<BigDecimal> scaled = weights.stream().map(weight -> weight.setScale(18)).toList();
    BigDecimal whole = scaled.stream().reduce(BigDecimal.ZERO, BigDecimal::add);

    // When
    List<BigDecimal> parts = ProportionalAllocator.split(amount, scaled, 18);

    // Then
    if (whole.signum() == 0) {
      assertThat(parts).isEmpty();
      return;
    }
    assertThat(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(amount);
    for (int i = 0; i < parts.size(); i++) {
      BigDecimal exact =
          amount.multiply(scaled.get(i)).divide(whole, new MathContext(80, RoundingMode.HALF_EVEN));
      assertThat(parts.get(i).subtract(exact).abs()).isLessThan(BigDecimal.ONE.movePointLeft(18));
    }
  }

  private static List<BigDecimal> split(String amount, int scale, String... weights) {
    return ProportionalAllocator.split(
        new BigDecimal(amount), List.of(weights).stream().map(BigDecimal::new).toList(), scale);
  }
}
