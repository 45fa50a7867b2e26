package io.millrace.cdn.traffic;

import io.millrace.operators.statistics.Buckets;
import io.millrace.operators.statistics.QuantileSummary;
import io.millrace.operators.statistics.VariableLength;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is kept of the requests of one group in one pane or window. Equal requests in any order give
 * equal statistics, to the bit.
 */
final class TrafficStatistics {
  static final Codec<TrafficStatistics> CODEC = new TrafficStatisticsCodec();

  /** A sum of which no request says a part. */
  static final long UNSAID = -1;

  /** Codes from here on are no status of HTTP, and counted together. */
  private static final int STATUSES = 1_000;

  /** What is counted or summed up, each by itself. */
  enum Total {
    REQUESTS,
    BYTES,
    HITS,
    MISSES,
    REVALIDATED,
    /** Requests that say how the cache came by their response. */
    CACHE_REQUESTS,
    HIT_BYTES,
    CACHE_BYTES,
    EDGE_BYTES,
    ORIGIN_BYTES
  }

  private static final int TOTALS = Total.values().length;

  private final long[] totals;
  private final Buckets statuses;
  private final QuantileSummary firstByte;
  private final QuantileSummary lastByte;

  private TrafficStatistics(
      long[] totals, Buckets statuses, QuantileSummary firstByte, QuantileSummary lastByte) {
    this.totals = totals;
    this.statuses = statuses;
    this.firstByte = firstByte;
    this.lastByte = lastByte;
  }

  static TrafficStatistics empty() {
    long[] totals = new long[TOTALS];
    Arrays.fill(totals, UNSAID);
    return new TrafficStatistics(
        totals, new Buckets(), new QuantileSummary(), new QuantileSummary());
  }

  void add(EdgeRequest request) {
    raise(Total.REQUESTS, 1);
    raise(Total.BYTES, sentBytes(request));
    if (request.getStatus() != null) {
      int status = request.getStatus();
      statuses.add(status < 0 || status >= STATUSES ? STATUSES : status, 1);
    }
    addCache(request);
    addTime(firstByte, request.getTtfbMs());
    addTime(lastByte, request.getTotalMs());
  }

  private void addCache(EdgeRequest request) {
    CacheOutcome outcome = CacheOutcome.of(request);
    long sent = sentBytes(request);
    if (outcome != CacheOutcome.UNSAID) {
      raise(Total.CACHE_REQUESTS, 1);
      raise(Total.HITS, outcome == CacheOutcome.HIT ? 1 : 0);
      raise(Total.MISSES, outcome == CacheOutcome.MISS ? 1 : 0);
      raise(Total.REVALIDATED, outcome == CacheOutcome.REVALIDATED ? 1 : 0);
    }
    long body = said(request.getBodyBytes()) ? request.getBodyBytes() : sent;
    if (outcome.knowsOriginOfBody() && body >= 0) {
      raise(Total.CACHE_BYTES, body);
      raise(Total.HIT_BYTES, outcome.sparesBody() ? body : 0);
    }
    boolean fetchKnown = said(request.getOriginBytes());
    if (sent >= 0 && (fetchKnown || outcome.sparesOrigin())) {
      raise(Total.EDGE_BYTES, sent);
      // A hit alone does not make a log one that says what was fetched.
      raise(Total.ORIGIN_BYTES, fetchKnown ? request.getOriginBytes() : UNSAID);
    }
  }

  /** What was sent to the client, as far as the log says it; {@link #UNSAID} if it does not. */
  static long sentBytes(EdgeRequest request) {
    if (said(request.getResponseBytes())) {
      return request.getResponseBytes();
    }
    return said(request.getBodyBytes()) ? request.getBodyBytes() : UNSAID;
  }

  private static boolean said(Long bytes) {
    return bytes != null && bytes >= 0;
  }

  private static void addTime(QuantileSummary times, Double millis) {
    if (millis != null && millis >= 0 && millis <= Double.MAX_VALUE) {
      times.add(millis);
    }
  }

  void add(TrafficStatistics other) {
    for (Total total : Total.values()) {
      raise(total, other.total(total));
    }
    statuses.add(other.statuses);
    firstByte.add(other.firstByte);
    lastByte.add(other.lastByte);
  }

  private void raise(Total total, long by) {
    if (by >= 0) {
      totals[total.ordinal()] = Math.max(0, totals[total.ordinal()]) + by;
    }
  }

  /** A sum; {@link #UNSAID} if no request says a part of it. */
  long total(Total total) {
    return totals[total.ordinal()];
  }

  /** Responses by status code; those of no code of HTTP under 1000. */
  Buckets statuses() {
    return statuses;
  }

  /** Times to the first byte, in ms. */
  QuantileSummary firstByte() {
    return firstByte;
  }

  /** Times to the last byte, in ms. */
  QuantileSummary lastByte() {
    return lastByte;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrafficStatistics that
        && Arrays.equals(totals, that.totals)
        && statuses.equals(that.statuses)
        && firstByte.equals(that.firstByte)
        && lastByte.equals(that.lastByte);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(totals) + statuses.hashCode();
  }

  @Override
  public String toString() {
    return "TrafficStatistics" + Arrays.toString(totals);
  }

  /** How they are kept and sent. */
  public static final class TrafficStatisticsCodec implements Codec<TrafficStatistics> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(TrafficStatistics value, DataOutput target) throws IOException {
      for (long total : value.totals) {
        VariableLength.write(total + 1, target);
      }
      value.statuses.write(target);
      QuantileSummary.CODEC.write(value.firstByte, target);
      QuantileSummary.CODEC.write(value.lastByte, target);
    }

    @Override
    public TrafficStatistics read(DataInput source, int version) throws IOException {
      long[] totals = new long[TOTALS];
      for (int i = 0; i < TOTALS; i++) {
        totals[i] = VariableLength.read(source) - 1;
      }
      Buckets statuses = Buckets.read(source);
      QuantileSummary firstByte = QuantileSummary.CODEC.read(source, 1);
      return new TrafficStatistics(
          totals, statuses, firstByte, QuantileSummary.CODEC.read(source, 1));
    }

    @Override
    public TrafficStatistics copy(TrafficStatistics value) {
      return new TrafficStatistics(
          value.totals.clone(),
          value.statuses.copy(),
          QuantileSummary.CODEC.copy(value.firstByte),
          QuantileSummary.CODEC.copy(value.lastByte));
    }

    @Override
    public Class<TrafficStatistics> type() {
      return TrafficStatistics.class;
    }
  }
}
