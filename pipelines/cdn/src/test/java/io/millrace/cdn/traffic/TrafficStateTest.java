package io.millrace.cdn.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.operators.window.PaneFunction;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cdn.Top;
import io.millrace.schemas.cdn.Traffic;
import io.millrace.schemas.cdn.Visitors;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;

/** State outlives a restore, and nothing outlives its lateness. */
class TrafficStateTest {
  private static final TrafficParameters PARAMETERS = Requests.defaults();
  private static final TypeInformation<TrafficKey> KEY = TypeInformation.of(TrafficKey.class);
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void aRestoreInTheMiddleMakesNoDifferenceToTraffic() throws Exception {
    assertRestoreMakesNoDifference(
        "traffic", KEY, new TrafficAggregation(), Traffic.class, "series");
  }

  @Test
  void aRestoreInTheMiddleMakesNoDifferenceToVisitors() throws Exception {
    assertRestoreMakesNoDifference(
        "visitors",
        KEY,
        new VisitorAggregation(PARAMETERS.visitorPrecision()),
        Visitors.class,
        "series");
  }

  @Test
  void aRestoreInTheMiddleMakesNoDifferenceToTop() throws Exception {
    assertRestoreMakesNoDifference("top", Types.STRING, tops(), Top.class, "dimension", "rank");
  }

  private static <K, A, R extends SpecificRecord> void assertRestoreMakesNoDifference(
      String stage,
      TypeInformation<K> keyType,
      PaneFunction<EdgeRequest, A> function,
      Class<R> type,
      String... key)
      throws Exception {
    // Given requests of which many come late enough to correct results
    List<EdgeRequest> requests =
        new Shuffler(9)
            .displace(
                Requests.random(9, 600),
                request -> request.getEventTime().toEpochMilli(),
                Duration.ofMinutes(20));

    // When
    List<R> whole = drive(stage, keyType, function, type, requests, Set.of());
    List<R> restored = drive(stage, keyType, function, type, requests, Set.of(150, 301, 500));

    // Then
    assertThat(standing(restored, key)).isNotEmpty().isEqualTo(standing(whole, key));
  }

  /** What stands in the end; the rank of a list may first be filled by a later revision. */
  private static <R extends SpecificRecord> Map<List<Object>, String> standing(
      List<R> results, String... key) {
    Map<List<Object>, String> standing = new HashMap<>();
    for (R result : results) {
      List<Object> identity = new ArrayList<>();
      for (String field : key) {
        identity.add(field(result, field));
      }
      identity.add(field(result, "window_start"));
      identity.add(field(result, "window_end"));
      standing.put(identity, result.toString());
    }
    return standing;
  }

  private static Object field(SpecificRecord result, String name) {
    return result.get(result.getSchema().getField(name).pos());
  }

  private static <K, A, R extends SpecificRecord> List<R> drive(
      String stage,
      TypeInformation<K> keyType,
      PaneFunction<EdgeRequest, A> function,
      Class<R> type,
      List<EdgeRequest> requests,
      Set<Integer> restores)
      throws Exception {
    try (DrivenOutput<K, A, R> output =
        new DrivenOutput<>(stage, keyType, function, type, PARAMETERS, Duration.ofMinutes(30))) {
      long greatest = 0;
      for (int i = 0; i < requests.size(); i++) {
        if (restores.contains(i)) {
          output.restore();
        }
        output.request(requests.get(i));
        greatest = Math.max(greatest, requests.get(i).getEventTime().toEpochMilli());
        output.watermark(greatest - 1);
      }
      List<R> results = output.finish();
      output.assertNothingLeft();
      return results;
    }
  }

  @Test
  void aHotKeyAndAMillionDistinctOnesFitInAFractionOfAGibibyte() throws Exception {
    // Given an hour of five million requests, of which four in five are for one URL by one client
    EdgeRequest hot =
        Requests.at(Duration.ZERO).setSite("s").setPath("/hot").setClient("c").build();
    EdgeRequest one = EdgeRequest.newBuilder(hot).build();
    int timePosition = EdgeRequest.getClassSchema().getField("event_time").pos();
    int pathPosition = EdgeRequest.getClassSchema().getField("path").pos();
    int clientPosition = EdgeRequest.getClassSchema().getField("client").pos();
    long before = usedMemory();
    long greatest = 0;
    List<Top> top;
    List<Visitors> visitors;

    // When
    try (DrivenOutput<String, TopCounts, Top> tops =
            new DrivenOutput<>(
                "top", Types.STRING, tops(), Top.class, PARAMETERS, Duration.ofHours(2));
        DrivenOutput<TrafficKey, ?, Visitors> distinct =
            new DrivenOutput<>(
                "visitors",
                KEY,
                new VisitorAggregation(15),
                Visitors.class,
                PARAMETERS,
                Duration.ofHours(2))) {
      for (int i = 0; i < 1_000_000; i++) {
        Instant time = Requests.MIDNIGHT.plusMillis(36L * i / 10);
        hot.put(timePosition, time);
        one.put(timePosition, time);
        one.put(pathPosition, "/some/path/" + i);
        one.put(clientPosition, "client" + i);
        tops.request(one);
        distinct.request(one);
        for (int j = 0; j < 4; j++) {
          tops.request(hot);
        }
        if (i % 20_000 == 0) {
          long watermark = one.getEventTime().toEpochMilli() - 1;
          tops.watermark(watermark);
          distinct.watermark(watermark);
        }
        if (i == 500_000 || i == 999_999) {
          greatest = Math.max(greatest, usedMemory() - before);
        }
      }
      top = tops.finish();
      visitors = distinct.finish();
      tops.assertNothingLeft();
      distinct.assertNothingLeft();
    }

    // Then
    assertThat(greatest).isLessThan(256 * MEBIBYTE);
    Top first = top.get(top.size() - PARAMETERS.top());
    assertThat(first.getItem()).isEqualTo("/hot");
    assertThat(first.getGuaranteed()).isTrue();
    assertThat(4_000_000L).isBetween(first.getLowerBound(), first.getCount());
    assertThat(first.getCount() - first.getLowerBound()).isLessThanOrEqualTo(5_000_000 / 2_500);
    assertThat((double) visitors.get(visitors.size() - 1).getVisitors())
        .isCloseTo(1_000_000, within(29_000.0));
  }

  private static TopAggregation tops() {
    return new TopAggregation(PARAMETERS.topDimensions(), PARAMETERS.topCapacity());
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
