package io.millrace.services;

import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.schemas.services.SpanStatus;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spans for tests. */
public final class Spans {
  static {
    AvroTrust.establish();
  }

  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Spans() {}

  /** A span that ends so long after noon. */
  public static Span.Builder at(Duration afterNoon) {
    return Span.newBuilder()
        .setEventTime(NOON.plus(afterNoon))
        .setTraceId("t")
        .setSpanId("a")
        .setService("s")
        .setOperation("o");
  }

  /**
   * A span of trace t.
   *
   * @param kind null for one that is local to its service
   */
  public static Span of(String parent, String id, SpanKind kind, String local, String remote) {
    return at(Duration.ZERO)
        .setParentId(parent)
        .setSpanId(id)
        .setKind(kind == null ? SpanKind.INTERNAL : kind)
        .setService(local)
        .setPeerService(remote)
        .build();
  }

  public static Span shared(Span span) {
    return Span.newBuilder(span).setShared(true).build();
  }

  public static Span failed(Span span) {
    return Span.newBuilder(span).setStatus(SpanStatus.ERROR).build();
  }

  /**
   * Traces of calls from a to b to c, of a second each, some of them broken: without a side, with
   * failures, with one id for both sides.
   */
  public static List<Span> random(long seed, int traces, Duration within) {
    Random random = new Random(seed);
    List<Span> spans = new ArrayList<>();
    for (int trace = 0; trace < traces; trace++) {
      long start = random.nextLong(within.toMillis());
      List<String> services = List.of("a", "b", "c");
      String parent = null;
      for (int i = 0; i < services.size(); i++) {
        boolean shares = random.nextInt(4) == 0;
        String client = "c" + i;
        String server = shares && parent != null ? parent : "s" + i;
        Span.Builder received =
            span(trace, start + 900 - 100 * i, services.get(i))
                .setSpanId(server)
                .setParentId(shares ? null : parent)
                .setShared(shares && parent != null)
                .setKind(SpanKind.SERVER);
        Span.Builder asked =
            span(trace, start + 850 - 100 * i, services.get(i))
                .setSpanId(client)
                .setParentId(server)
                .setKind(SpanKind.CLIENT)
                .setPeerService(random.nextInt(3) == 0 ? "peer" : null);
        for (Span.Builder one : List.of(received, asked)) {
          if (random.nextInt(8) > 0) {
            spans.add(
                one.setStatus(random.nextInt(9) == 0 ? SpanStatus.ERROR : SpanStatus.UNSET)
                    .setDurationNanos(1 + random.nextLong(1_000_000_000))
                    .build());
          }
        }
        parent = client;
      }
    }
    spans.sort(java.util.Comparator.comparing(Span::getEventTime));
    return spans;
  }

  private static Span.Builder span(int trace, long millis, String service) {
    return at(Duration.ofMillis(millis)).setTraceId("t" + trace).setService(service);
  }
}
