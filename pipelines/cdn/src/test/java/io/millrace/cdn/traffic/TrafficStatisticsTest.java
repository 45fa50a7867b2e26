package io.millrace.cdn.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cdn.Traffic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TrafficStatisticsTest {
  private static final TrafficKey ALL = new TrafficKey(null, null, null, null, null);

  @Example
  void whatNoRequestSaysIsNull() {
    // when
    Traffic traffic = traffic(Requests.silent());

    // then
    List<String> said =
        Traffic.getClassSchema().getFields().stream()
            .filter(field -> traffic.get(field.pos()) != null)
            .map(field -> field.name())
            .toList();
    assertThat(said)
        .containsExactly("series", "window_start", "window_end", "requests", "revision", "status");
  }

  @Example
  void statusesAreCountedByCodeAndByClass() {
    // when
    Traffic traffic =
        traffic(status(200), status(206), status(304), status(404), status(404), status(0));

    // then
    assertThat(traffic.getStatuses())
        .isEqualTo(Map.of("200", 1L, "206", 1L, "304", 1L, "404", 2L, "000", 1L));
    assertThat(traffic.getStatus1xx()).isZero();
    assertThat(traffic.getStatus2xx()).isEqualTo(2);
    assertThat(traffic.getStatus3xx()).isEqualTo(1);
    assertThat(traffic.getStatus4xx()).isEqualTo(2);
    assertThat(traffic.getStatus5xx()).isZero();
  }

  @Example
  void whatIsNoStatusIsCountedUnderOther() {
    // when
    Traffic traffic = traffic(status(2_000), status(-1));

    // then
    assertThat(traffic.getStatuses()).isEqualTo(Map.of("other", 2L));
    assertThat(traffic.getStatus2xx()).isZero();
  }

  @Example
  void theHitRatioLeavesOutWhatPassedTheCacheAndSharesDoNot() {
    // when three hits, of which a cached 404, one miss, and others
    Traffic traffic =
        traffic(
            EdgeRequest.newBuilder(Requests.cached(CacheStatus.HIT, 1, null))
                .setStatus(404)
                .build(),
            Requests.cached(CacheStatus.STALE_HIT, 1, null),
            Requests.cached(CacheStatus.COLLAPSED, 1, null),
            Requests.cached(CacheStatus.MISS, 1, null),
            Requests.cached(CacheStatus.REVALIDATED, 1, null),
            Requests.cached(CacheStatus.PASS, 1, null),
            Requests.cached(CacheStatus.SYNTHETIC, 1, null),
            Requests.cached(CacheStatus.ERROR, 1, null),
            Requests.cached(CacheStatus.UNKNOWN, 1, null),
            Requests.silent());

    // then
    assertThat(traffic.getRequests()).isEqualTo(10);
    assertThat(traffic.getHits()).isEqualTo(3);
    assertThat(traffic.getMisses()).isEqualTo(1);
    assertThat(traffic.getRevalidated()).isEqualTo(1);
    assertThat(traffic.getHitRatio()).isEqualTo(3.0 / 4);
    assertThat(traffic.getHitShare()).isEqualTo(3.0 / 8);
    assertThat(traffic.getCacheCoverage()).isEqualTo(4.0 / 8);
  }

  @Example
  void theByteHitRatioCountsRevalidatedBodiesAsHits() {
    // when
    Traffic traffic =
        traffic(
            Requests.cached(CacheStatus.HIT, 100, null),
            Requests.cached(CacheStatus.REVALIDATED, 200, null),
            Requests.cached(CacheStatus.MISS, 500, null),
            Requests.cached(CacheStatus.PASS, 200, null),
            Requests.cached(CacheStatus.ERROR, 5_000, null));

    // then
    assertThat(traffic.getHitBytes()).isEqualTo(300);
    assertThat(traffic.getCacheBytes()).isEqualTo(1_000);
    assertThat(traffic.getByteHitRatio()).isEqualTo(0.3);
    assertThat(traffic.getBytes()).isEqualTo(6_050);
    assertThat(traffic.getOffload()).as("without a word about the origin").isNull();
  }

  @Example
  void withoutHitsAndMissesThereIsNoRatioButCounts() {
    // when
    Traffic traffic = traffic(Requests.cached(CacheStatus.PASS, 1, null));

    // then
    assertThat(traffic.getHits()).isZero();
    assertThat(traffic.getHitRatio()).isNull();
    assertThat(traffic.getHitShare()).isZero();
  }

  @Example
  void offloadIsNegativeWhereMoreIsFetchedThanSent() {
    // when a hit that says nothing of the origin, and misses that do
    Traffic traffic =
        traffic(
            Requests.cached(CacheStatus.HIT, 90, null),
            Requests.cached(CacheStatus.MISS, 90, 400L),
            Requests.cached(CacheStatus.PASS, 90, null));

    // then
    assertThat(traffic.getEdgeBytes()).isEqualTo(200);
    assertThat(traffic.getOriginBytes()).isEqualTo(400);
    assertThat(traffic.getOffload()).isEqualTo(-1.0);
  }

  @Example
  void timesHaveQuantilesWithinOnePercentAndAnExactMaximum() {
    // given
    EdgeRequest[] requests = new EdgeRequest[1_000];
    for (int i = 0; i < 1_000; i++) {
      requests[i] = Requests.at(Duration.ZERO).setTtfbMs(i + 1.0).build();
    }

    // when
    Traffic traffic = traffic(requests);

    // then
    assertThat(traffic.getTtfbP50()).isBetween(495.0, 505.0);
    assertThat(traffic.getTtfbP99()).isBetween(980.0, 1_000.0);
    assertThat(traffic.getTtfbMax()).isEqualTo(1_000.0);
    assertThat(traffic.getTotalP50()).isNull();
  }

  @Example
  void anImpossibleTimeOrSizeIsNotSaid() {
    // when
    Traffic traffic =
        traffic(
            Requests.at(Duration.ZERO)
                .setTtfbMs(-1.0)
                .setTotalMs(Double.NaN)
                .setBodyBytes(-5L)
                .build());

    // then
    assertThat(traffic.getTtfbP50()).isNull();
    assertThat(traffic.getTotalMax()).isNull();
    assertThat(traffic.getBytes()).isNull();
  }

  @Property(tries = 50)
  void anySplitMergedInAnyOrderIsEqualAlsoThroughBytes(@ForAll long seed) throws IOException {
    // given
    List<EdgeRequest> requests = Requests.random(seed, 200);
    TrafficStatistics whole = TrafficStatistics.empty();
    requests.forEach(whole::add);
    Random random = new Random(seed);
    Collections.shuffle(requests, random);

    // when
    TrafficStatistics left = TrafficStatistics.empty();
    TrafficStatistics right = TrafficStatistics.empty();
    requests.forEach(request -> (random.nextBoolean() ? left : right).add(request));
    TrafficStatistics merged = throughBytes(left);
    merged.add(TrafficStatistics.CODEC.copy(right));

    // then
    assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(result(merged)).isEqualTo(result(whole));
  }

  private static TrafficStatistics throughBytes(TrafficStatistics statistics) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TrafficStatistics.CODEC.write(statistics, new DataOutputStream(bytes));
    DataInputStream source = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    TrafficStatistics read = TrafficStatistics.CODEC.read(source, 1);
    assertThat(source.read()).isNegative();
    return read;
  }

  private static EdgeRequest status(int status) {
    return Requests.at(Duration.ZERO).setStatus(status).build();
  }

  private static Traffic traffic(EdgeRequest... requests) {
    TrafficStatistics statistics = TrafficStatistics.empty();
    for (EdgeRequest request : requests) {
      statistics.add(request);
    }
    return result(statistics);
  }

  private static Traffic result(TrafficStatistics statistics) {
    return TrafficResults.traffic(
        ALL,
        Requests.MIDNIGHT,
        Requests.MIDNIGHT.plusSeconds(60),
        statistics,
        0,
        ResultStatus.FINAL);
  }
}
