package io.millrace.industrial.oee;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.Oee;
import io.millrace.schemas.industrial.OeeReason;
import io.millrace.schemas.industrial.PlannedBy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Key figures from elements, each rounded once. */
final class OeeRecords {
  private static final double SUSPECT = 1.05;
  private static final BigInteger NANOS_PER_MICRO = BigInteger.valueOf(1_000);

  private OeeRecords() {}

  static Oee of(
      String machine,
      PlantWindow window,
      Elements elements,
      PlannedBy plannedBy,
      int revision,
      ResultStatus status) {
    Parts parts = elements.parts();
    Failures failures = elements.failures();
    boolean priced = parts.unpriced() == 0;
    boolean sorted = parts.unsorted() == 0;
    boolean both = priced && sorted;
    BigInteger planned = nanos(elements.planned());
    BigInteger production = nanos(elements.spent(Loss.PRODUCTION));
    BigInteger setUp = nanos(elements.spent(Loss.SETUP));
    BigInteger good = parts.idealGoodNanos();
    BigInteger ideal = parts.idealNanos();
    Double performance = priced ? ratio(ideal, production) : null;
    long idealMicros = micros(ideal);
    long goodMicros = micros(good);
    long lost = elements.availabilityLoss();
    long known = elements.planned() - elements.spent(Loss.UNKNOWN);

    return Oee.newBuilder()
        .setMachine(machine)
        .setWindowKind(window.kind())
        .setWindowStart(FactRecords.instant(window.start()))
        .setWindowEnd(FactRecords.instant(window.end()))
        .setShift(elements.shift())
        .setPlannedBy(plannedBy)
        .setPlannedBusyS(seconds(elements.planned()))
        .setProductionS(seconds(elements.spent(Loss.PRODUCTION)))
        .setSetupS(seconds(elements.spent(Loss.SETUP)))
        .setMaintenanceS(seconds(elements.spent(Loss.MAINTENANCE)))
        .setDelayS(seconds(elements.spent(Loss.DELAY)))
        .setDownS(seconds(elements.spent(Loss.DOWN)))
        .setUnknownS(seconds(elements.spent(Loss.UNKNOWN)))
        .setUnplannedProductionS(seconds(elements.unplannedProduction()))
        .setCompleteness(ratio(known, elements.planned()))
        .setProduced(parts.produced())
        .setGood(sorted ? parts.good() : null)
        .setScrap(parts.scrap())
        .setRework(parts.rework())
        .setIdealS(priced ? secondsOfNanos(ideal) : null)
        .setIdealGoodS(both ? secondsOfNanos(good) : null)
        .setAvailability(ratio(production, planned))
        .setPerformance(performance)
        .setPerformanceCapped(performance == null ? null : Math.min(1.0, performance))
        .setIdealCycleSuspect(performance != null && performance > SUSPECT)
        .setQuality(both ? ratio(good, ideal) : null)
        .setQualityByCount(sorted ? ratio(parts.good(), parts.produced()) : null)
        .setOee(both ? ratio(good, planned) : null)
        .setNee(
            both ? ratio(production.add(setUp).multiply(good), planned.multiply(production)) : null)
        .setTeep(both ? ratio(good, nanos(window.end() - window.start())) : null)
        .setScrapRatio(parts.scrap() == null ? null : ratio(parts.scrap(), parts.produced()))
        .setReworkRatio(parts.rework() == null ? null : ratio(parts.rework(), parts.produced()))
        .setFailures(failures.begun())
        .setOperatingToFailureS(seconds(failures.operatingBefore()))
        .setMtbfS(mean(failures.operatingBefore(), failures.begun()))
        .setRepairs(failures.ended())
        .setRepairS(seconds(failures.repair()))
        .setMttrS(mean(failures.repair(), failures.ended()))
        .setAvailabilityLossUs(lost)
        .setSetupLossUs(elements.spent(Loss.SETUP))
        .setMaintenanceLossUs(elements.spent(Loss.MAINTENANCE))
        .setDelayLossUs(elements.spent(Loss.DELAY))
        .setDownLossUs(elements.spent(Loss.DOWN))
        .setUnknownLossUs(elements.spent(Loss.UNKNOWN))
        .setPerformanceLossUs(priced ? elements.spent(Loss.PRODUCTION) - idealMicros : null)
        .setQualityLossUs(both ? idealMicros - goodMicros : null)
        .setTotalLossUs(both ? elements.planned() - goodMicros : null)
        .setStopUsByReason(elements.stopsByReason())
        .setReason(reason(elements))
        .setRevision(revision)
        .setStatus(status)
        .build();
  }

  private static OeeReason reason(Elements elements) {
    if (elements.planned() == 0) {
      return OeeReason.NO_PLANNED_TIME;
    } else if (elements.parts().unpriced() > 0) {
      return OeeReason.NO_IDEAL_CYCLE_TIME;
    } else if (elements.parts().unsorted() > 0) {
      return OeeReason.QUALITY_UNKNOWN;
    } else if (elements.spent(Loss.PRODUCTION) == 0) {
      return OeeReason.NO_PRODUCTION_TIME;
    }
    return elements.parts().idealNanos().signum() == 0 ? OeeReason.NO_PARTS : null;
  }

  /** A quotient, rounded once; null where there is nothing to divide by. */
  private static Double ratio(BigInteger part, BigInteger whole) {
    return whole.signum() == 0
        ? null
        : new BigDecimal(part).divide(new BigDecimal(whole), MathContext.DECIMAL128).doubleValue();
  }

  private static Double ratio(long part, long whole) {
    return ratio(BigInteger.valueOf(part), BigInteger.valueOf(whole));
  }

  /** The mean of times in us, in s; null of none. */
  private static Double mean(long micros, long count) {
    return ratio(
        BigInteger.valueOf(micros),
        BigInteger.valueOf(count).multiply(BigInteger.valueOf(1_000_000)));
  }

  private static BigInteger nanos(long micros) {
    return BigInteger.valueOf(micros).multiply(NANOS_PER_MICRO);
  }

  /** To the nearest us; what no clock counts is cut at the greatest number that sums can bear. */
  private static long micros(BigInteger nanos) {
    BigInteger greatest = BigInteger.valueOf(Long.MAX_VALUE / 4);
    return new BigDecimal(nanos)
        .divide(new BigDecimal(NANOS_PER_MICRO), 0, RoundingMode.HALF_UP)
        .toBigInteger()
        .min(greatest)
        .max(greatest.negate())
        .longValueExact();
  }

  private static double seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).doubleValue();
  }

  private static double secondsOfNanos(BigInteger nanos) {
    return new BigDecimal(nanos, 9).doubleValue();
  }
}
