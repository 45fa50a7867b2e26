package io.millrace.formats.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/** A unit in which times are counted since 1970-01-01T00:00:00Z. */
enum EpochUnit {
  SECONDS(0),
  MILLIS(3),
  MICROS(6),
  NANOS(9);

  /** 1990-01-01 and 2101-01-01. In between, the counts of no two units overlap. */
  private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();

  private static final long LATEST = Instant.parse("2101-01-01T00:00:00Z").getEpochSecond();

  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

  /** More digits than any number that a text or a JSON value may hold. */
  private static final int PLACES = 2_000;

  private static final EpochUnit[] UNITS = values();

  private final int decimals;
  private final String label;
  private final long perSecond;

  EpochUnit(int decimals) {
    this.decimals = decimals;
    this.label = name().toLowerCase(Locale.ROOT);
    this.perSecond = BigInteger.TEN.pow(decimals).longValueExact();
  }

  /** The name that {@code time-format} uses. */
  String label() {
    return label;
  }

  /** The unit of a name; null if it is none. */
  static EpochUnit named(String label) {
    for (EpochUnit unit : UNITS) {
      if (unit.label().equals(label)) {
        return unit;
      }
    }
    return null;
  }

  /** The one unit in which a count gives a year from 1990 to 2100; null if there is none. */
  static EpochUnit of(long count) {
    for (EpochUnit unit : UNITS) {
      if (count >= EARLIEST * unit.perSecond && count < LATEST * unit.perSecond) {
        return unit;
      }
    }
    return null;
  }

  /** The same for a count with a fraction. */
  static EpochUnit of(BigDecimal count) {
    // Compared before it is cut: only so is a number such as 1e-999999999 not written out.
    boolean within =
        count.compareTo(BigDecimal.valueOf(EARLIEST)) >= 0
            && count.compareTo(BigDecimal.valueOf(LATEST * NANOS.perSecond)) < 0;
    return within ? of(count.longValue()) : null;
  }

  /** A count of this unit in another; rounded down where that one is coarser. */
  long in(EpochUnit other, long count) {
    return perSecond <= other.perSecond
        ? Math.multiplyExact(count, other.perSecond / perSecond)
        : Math.floorDiv(count, perSecond / other.perSecond);
  }

  /**
   * The time that a count stands for.
   *
   * @throws DateTimeException if no calendar reaches it
   */
  Instant instant(BigDecimal count) throws DateTimeException {
    BigDecimal seconds = count.scaleByPowerOfTen(-decimals);
    if (seconds.precision() - seconds.scale() > 18 || seconds.scale() > PLACES) {
      throw new DateTimeException("beyond all calendars");
    }
    BigInteger[] parts =
        seconds.setScale(9, RoundingMode.FLOOR).unscaledValue().divideAndRemainder(BILLION);
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }
}
