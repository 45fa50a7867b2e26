package io.millrace.services;

import io.millrace.schemas.services.Span;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a span says between its lines. */
public final class SpanFacts {
  /** Weights are counted in whole numbers of this part of a call. */
  public static final long PARTS = 1 << 20;

  /** The greatest weight: beyond one in 16 million nobody samples. */
  private static final double HEAVIEST = 1 << 24;

  /** Of a Deployment, a StatefulSet, a DaemonSet. */
  private static final Pattern POD =
      Pattern.compile("(.+?)-(?:[0-9a-f]{5,10}-[a-z0-9]{5}|\\d+|[a-z0-9]{5})");

  private SpanFacts() {}

  /** The service, by its name or that of its pod; null if neither is said. */
  public static String service(Span span) {
    String service = span.getService();
    if ((service == null || service.isEmpty()) && span.getPod() != null) {
      Matcher pod = POD.matcher(span.getPod());
      return pod.matches() ? pod.group(1) : span.getPod();
    }
    return service == null || service.isEmpty() ? null : service;
  }

  /** The duration in ns, which may be negative; null if it is not known. */
  public static Long nanos(Span span) {
    if (span.getDurationNanos() != null) {
      return span.getDurationNanos();
    }
    return span.getStartTime() == null
        ? null
        : (Long) Duration.between(span.getStartTime(), span.getEventTime()).toNanos();
  }

  /**
   * How many calls one stands for, in {@link #PARTS} of a call.
   *
   * @param adjustedCount 1 divided by the probability of sampling; null for 1
   */
  public static long weight(Double adjustedCount) {
    if (adjustedCount == null || !(adjustedCount > 1)) {
      return PARTS;
    }
    return Math.round(Math.min(adjustedCount, HEAVIEST) * PARTS);
  }

  /** Calls, from parts of calls. */
  public static double calls(long parts) {
    return (double) parts / PARTS;
  }
}
