package io.millrace.cloud.cost;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one bearer has to bear.
 *
 * @param own its rows
 * @param distributed of each pool that is distributed, its part; less than 0 what a pool hands on
 */
record Burden(Holding own, Map<Pool, BigDecimal> distributed) {

  static Burden of(Holding own) {
    return new Burden(own, new EnumMap<>(Pool.class));
  }

  /** In all; null where neither its own rows nor a pool say an amount. */
  BigDecimal amount() {
    return Stream.concat(Stream.ofNullable(own.cost().sum()), distributed.values().stream())
        .reduce(BigDecimal::add)
        .orElse(null);
  }
}
