package io.millrace.platform.delivery;

import io.millrace.schemas.platform.Arrival;
import io.millrace.schemas.platform.Delivery;
import io.millrace.sdk.Parameters;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;

/** Small fixtures: windows of a minute, silent after two, remembered for ten. */
final class Arrivals {
  static {
    AvroTrust.establish();
  }

  static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration LATENESS = Duration.ofMinutes(5);
  static final DeliveryParameters PARAMETERS =
      parameters(
          "epoch", "epoch", "sequence", "sequence", "silent-after", "2m", "retention", "10m");

  private Arrivals() {}

  static DeliveryParameters parameters(String... namesAndValues) {
    Map<String, List<String>> given = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      given.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    List<Parameters.Problem> problems = new ArrayList<>();
    return Parameters.bind(DeliveryParameters.class, given, problems)
        .orElseThrow(() -> new IllegalArgumentException(problems.toString()));
  }

  static long at(long second) {
    return MIDNIGHT.plusSeconds(second).toEpochMilli();
  }

  static Arrival arrival(long second, long sequence) {
    return arrival("m1", second, sequence, null);
  }

  static Arrival arrival(String source, long second, Long sequence, Double delay) {
    Instant time = MIDNIGHT.plusSeconds(second);
    Instant arrival = delay == null ? null : time.plusMillis(Math.round(delay * 1000));
    return new Arrival(source, "0", sequence, time, arrival);
  }

  static OperatorHarness<Arrival, Delivery> sources() throws Exception {
    return OperatorHarness.of(
        new SourceFunction("events", PARAMETERS, LATENESS),
        Arrival::getSource,
        Types.STRING,
        new AvroRecordTypeInfo<>(Delivery.class),
        1,
        0);
  }

  static void play(OperatorHarness<Arrival, Delivery> sources, Arrival... arrivals)
      throws Exception {
    for (Arrival arrival : arrivals) {
      sources.element(arrival, arrival.getEventTime().toEpochMilli());
    }
  }

  /** The minute, counted from midnight, that a record is of. */
  static long minute(Delivery record) {
    return Duration.between(MIDNIGHT, record.getWindowStart()).toMinutes();
  }
}
