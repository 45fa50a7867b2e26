package io.millrace.formats.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EpochUnitTest {
  private static final long FIRST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("2100-12-31T23:59:59Z").getEpochSecond();

  @Provide
  Arbitrary<Instant> moments() {
    return Arbitraries.longs()
        .between(FIRST, LAST)
        .flatMap(
            second ->
                Arbitraries.integers()
                    .between(0, 999_999_999)
                    .map(nano -> Instant.ofEpochSecond(second, nano)));
  }

  @Property
  void everyMomentFrom1990To2100IsKnownInEveryUnit(
      @ForAll("moments") Instant moment, @ForAll EpochUnit unit) {
    // given
    BigDecimal exact =
        BigDecimal.valueOf(moment.getEpochSecond())
            .add(BigDecimal.valueOf(moment.getNano(), 9))
            .scaleByPowerOfTen(places(unit));
    long whole = exact.longValue();

    // when
    EpochUnit found = EpochUnit.of(whole);

    // then
    assertThat(found).isEqualTo(unit);
    assertThat(EpochUnit.of(exact)).isEqualTo(unit);
    assertThat(unit.instant(exact)).isEqualTo(moment);
    for (EpochUnit other : EpochUnit.values()) {
      assertThat(unit.in(other, whole))
          .isEqualTo(floor(unit.instant(BigDecimal.valueOf(whole)), other));
    }
  }

  @Property
  void aNumberIsOfTheUnitAloneInWhichItIsFrom1990To2100(@ForAll long number) {
    // when
    EpochUnit found = EpochUnit.of(number);

    // then
    for (EpochUnit unit : EpochUnit.values()) {
      long second = BigDecimal.valueOf(number).scaleByPowerOfTen(-places(unit)).longValue();
      boolean within = number > 0 && second >= FIRST && second <= LAST;
      assertThat(within).isEqualTo(unit == found);
    }
  }

  @Example
  void numbersThatWouldFillTheMemoryAreRefusedAtOnce() {
    for (String number : new String[] {"1e-999999999", "1e999999999"}) {
      // when
      BigDecimal huge = new BigDecimal(number);

      // then
      assertThat(EpochUnit.of(huge)).isNull();
      assertThatThrownBy(() -> EpochUnit.SECONDS.instant(huge))
          .isInstanceOf(DateTimeException.class);
    }
  }

  private static int places(EpochUnit unit) {
    return 3 * unit.ordinal();
  }

  private static long floor(Instant moment, EpochUnit unit) {
    return BigDecimal.valueOf(moment.getEpochSecond())
        .add(BigDecimal.valueOf(moment.getNano(), 9))
        .scaleByPowerOfTen(places(unit))
        .longValue();
  }
}
