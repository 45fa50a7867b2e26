package io.millrace.benchmarks.state;

import io.millrace.cdn.traffic.TrafficPipeline;
import io.millrace.cloud.cost.CostPipeline;
import io.millrace.hpc.jobs.JobsPipeline;
import io.millrace.platform.delivery.DeliveryPipeline;
import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.schemas.platform.Arrival;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The workloads that there are. */
final class Workloads {
  private static final Map<String, Supplier<Workload>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "traffic", Workloads::traffic,
              "sensor-anomaly", IndustrialWorkloads::sensorAnomaly,
              "oee", IndustrialWorkloads::oee,
              "red", ServiceWorkloads::red,
              "graph", ServiceWorkloads::graph,
              "graph-one-trace", ServiceWorkloads::oneTrace,
              "jobs", Workloads::jobs,
              "cost", Workloads::cost,
              "delivery", Workloads::delivery));

  private Workloads() {}

  /** By the name of the pipeline, without its domain. */
  static Workload of(String name) {
    Supplier<Workload> workload = BY_NAME.get(name);
    if (workload == null) {
      throw new IllegalArgumentException(
          "no workload '" + name + "'; expected one of " + BY_NAME.keySet());
    }
    return workload.get();
  }

  /**
   * An hour, all of which is kept: the lateness is two. A thousand sites in a thousand locations.
   */
  private static Workload traffic() {
    return new Workload(
        new TrafficPipeline(),
        Duration.ofHours(1),
        List.of(
            new Workload.Given(
                "requests",
                EdgeRequest.class,
                Duration.ofMinutes(5),
                Duration.ofHours(2),
                Workloads::request)));
  }

  private static EdgeRequest request(long number, boolean hot, Instant time) {
    return EdgeRequest.newBuilder()
        .setEventTime(time)
        .setSite(hot ? "hot" : "site" + number / 5 % 1_000)
        .setPop(hot ? "hot" : "pop" + number / 5_000)
        .setPath(hot ? "/hot" : "/path/" + number)
        .setClient("client" + number % 100_003)
        .setStatus(number % 100 == 0 ? 503 : 200)
        .setResponseBytes(1_000 + number % 9_000)
        .setBodyBytes(number % 9_000)
        .setCacheStatus(number % 10 == 0 ? CacheStatus.MISS : CacheStatus.HIT)
        .setTtfbMs(1 + number % 997 / 10.0)
        .setTotalMs(2 + number % 9_973 / 10.0)
        .build();
  }

  /**
   * A day, all of which is kept: the lateness is seven. Every event is a job, and one cluster has
   * four in five.
   */
  private static Workload jobs() {
    return new Workload(
        new JobsPipeline(),
        Duration.ofDays(1),
        List.of(
            new Workload.Given(
                "jobs",
                JobEvent.class,
                Duration.ofSeconds(60),
                Duration.ofDays(7),
                Workloads::job)));
  }

  private static JobEvent job(long number, boolean hot, Instant time) {
    return JobEvent.newBuilder()
        .setCluster(hot ? "hot" : "cluster" + number / 5 % 1_000)
        .setJobId(Long.toString(number))
        .setUser("user" + number % 1_009)
        .setAccount("account" + number % 101)
        .setQueue("batch")
        .setQos("normal")
        .setState("COMPLETED")
        .setEventTime(time)
        .setSubmitTime(time.minusSeconds(60 + number % 997))
        .setStartTime(time.minusSeconds(30))
        .setEndTime(time)
        .setProcessors(1 + number % 64)
        .build();
  }

  /**
   * Four weeks, all of which is kept until the bill can't be restated. Every event is a row of a
   * bill; one sub-account has four in five, and each of the others is of a sub-account of its own.
   * Every thousandth row of the one is of a commitment that nobody used, which all of them bear.
   */
  private static Workload cost() {
    return new Workload(
        new CostPipeline(),
        Duration.ofDays(28),
        List.of(
            new Workload.Given(
                "bills",
                FocusCharge.class,
                Duration.ofDays(3),
                Duration.ofDays(60),
                Workloads::charge)));
  }

  private static FocusCharge charge(long number, boolean hot, Instant time) {
    BigDecimal cost = BigDecimal.valueOf(1 + number % 9_973, 4);
    return FocusCharge.newBuilder()
        .setChargeId(Long.toString(number))
        .setEventTime(time)
        .setBillingPeriodStart(Instant.parse("2026-01-01T00:00:00Z"))
        .setBillingPeriodEnd(Instant.parse("2026-02-01T00:00:00Z"))
        .setBillingCurrency("EUR")
        .setBillingAccountId("account")
        .setSubAccountId(hot ? "hot" : "account" + number)
        .setProvider("provider")
        .setService(hot ? "hot" : "service" + number / 5 % 1_000)
        .setChargeCategory("Usage")
        .setCommitmentDiscountStatus(hot && number % 1_000 == 1 ? "Unused" : null)
        .setBilledCost(cost)
        .setEffectiveCost(cost)
        .build();
  }

  /** Ten minutes, all of which is kept: the lateness is an hour. */
  private static Workload delivery() {
    return new Workload(
        new DeliveryPipeline(),
        Duration.ofMinutes(10),
        List.of(
            new Workload.Given(
                "events",
                Arrival.class,
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                (number, hot, time) ->
                    Arrival.newBuilder()
                        .setSource(hot ? "hot" : "source" + number)
                        .setSequence(hot ? number - number / 5 : 1)
                        .setEventTime(time)
                        .setArrival(time.plusMillis(40 + number % 97))
                        .build())));
  }
}
