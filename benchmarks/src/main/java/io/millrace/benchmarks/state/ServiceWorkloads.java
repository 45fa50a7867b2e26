package io.millrace.benchmarks.state;

import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.schemas.services.SpanStatus;
import io.millrace.sdk.Pipeline;
import io.millrace.services.graph.GraphPipeline;
import io.millrace.services.red.RedPipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Workloads of microservices. */
final class ServiceWorkloads {
  private ServiceWorkloads() {}

  /** An hour, which is a window: operations are kept for all of it. */
  static Workload red() {
    return ofSpans(
        new RedPipeline(),
        Duration.ofHours(1),
        (number, hot, time) ->
            span(number, time)
                .setTraceId(Long.toHexString(number))
                .setSpanId(Long.toHexString(number))
                .setKind(SpanKind.SERVER)
                .setService(hot ? "hot" : "service" + number / 5 % 1_000)
                .setOperation(hot ? "GET /" : "GET /" + number)
                .build());
  }

  private static Workload ofSpans(Pipeline<?> pipeline, Duration span, Workload.Events events) {
    return new Workload(
        pipeline,
        span,
        List.of(
            new Workload.Given(
                "spans", Span.class, Duration.ofSeconds(5), Duration.ofMinutes(5), events)));
  }

  private static Span.Builder span(long number, Instant time) {
    return Span.newBuilder()
        .setEventTime(time)
        .setDurationNanos(1_000_000 + number % 9_973 * 10_000)
        .setStatus(number % 100 == 0 ? SpanStatus.ERROR : SpanStatus.UNSET);
  }

  /**
   * Ten minutes, all of which is kept: a trace is for eleven. Each trace has five spans: two calls
   * of the hot link, and one of a link of its own.
   */
  static Workload graph() {
    return ofSpans(
        new GraphPipeline(),
        Duration.ofMinutes(10),
        (number, hot, time) -> linked(number, hot, span(number, time)));
  }

  /** As {@link #graph}, of a tracer that gives four spans in five the same trace id. */
  static Workload oneTrace() {
    return ofSpans(
        new GraphPipeline(),
        Duration.ofMinutes(10),
        (number, hot, time) ->
            hot
                ? span(number, time)
                    .setTraceId("hot")
                    .setSpanId(Long.toHexString(number))
                    .setParentId(Long.toHexString(number - 1))
                    .setKind(number % 2 == 0 ? SpanKind.CLIENT : SpanKind.SERVER)
                    .setService("hot")
                    .build()
                : linked(number, false, span(number, time)));
  }

  private static Span linked(long number, boolean hot, Span.Builder span) {
    span.setTraceId(Long.toHexString(number / 5));
    if (!hot) {
      String service = "service" + number;
      return span.setSpanId("own")
          .setKind(SpanKind.CLIENT)
          .setService(service)
          .setDatabase("db")
          .build();
    }
    String call = number % 5 <= 2 ? "a" : "b";
    return number % 2 == 0
        ? span.setSpanId(call).setKind(SpanKind.CLIENT).setService("hot").build()
        : span.setSpanId(call + "1")
            .setParentId(call)
            .setKind(SpanKind.SERVER)
            .setService("stock")
            .build();
  }
}
