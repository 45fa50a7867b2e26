package io.millrace.cdn.traffic;

import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.sdk.Parameters;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests for tests. */
final class Requests {
  static {
    AvroTrust.establish();
  }

  static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  private Requests() {}

  static TrafficParameters defaults() {
    return Parameters.bind(TrafficParameters.class, Map.of(), new ArrayList<>()).orElseThrow();
  }

  static EdgeRequest.Builder at(Duration sinceMidnight) {
    return EdgeRequest.newBuilder().setEventTime(MIDNIGHT.plus(sinceMidnight));
  }

  /** A request about which nothing is said but its time. */
  static EdgeRequest silent() {
    return at(Duration.ZERO).build();
  }

  static EdgeRequest cached(CacheStatus status, long body, Long origin) {
    return at(Duration.ZERO)
        .setStatus(200)
        .setCacheStatus(status)
        .setResponseBytes(body + 10)
        .setBodyBytes(body)
        .setOriginBytes(origin)
        .build();
  }

  /** Four hours of three sites in three locations, in order, each request with an id. */
  static List<EdgeRequest> random(long seed, int count) {
    Random random = new Random(seed);
    CacheStatus[] cacheStatuses = CacheStatus.values();
    int[] statuses = {200, 200, 200, 206, 304, 404, 503, 0};
    List<EdgeRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EdgeRequest.Builder request = at(Duration.ofMillis(4L * 3_600_000 * i / count));
      request.setRequestId("r" + seed + "-" + i);
      request.setSite("site" + random.nextInt(3));
      request.setPop(random.nextInt(4) == 0 ? null : "pop" + random.nextInt(2));
      request.setClient("10.0.0." + random.nextInt(200));
      request.setUserAgent(random.nextBoolean() ? "agent" + random.nextInt(5) : null);
      request.setPath("/" + (int) Math.pow(500, random.nextDouble()));
      request.setStatus(statuses[random.nextInt(statuses.length)]);
      request.setBodyBytes(random.nextInt(5) == 0 ? null : (long) random.nextInt(1_000_000));
      request.setOriginBytes(random.nextInt(3) == 0 ? (Long) 1_000L : null);
      request.setCacheStatus(cacheStatuses[random.nextInt(cacheStatuses.length)]);
      request.setTtfbMs(random.nextInt(3) == 0 ? null : Math.exp(random.nextGaussian()));
      request.setTotalMs(Math.exp(random.nextGaussian() * 2));
      requests.add(request.build());
    }
    return requests;
  }
}
