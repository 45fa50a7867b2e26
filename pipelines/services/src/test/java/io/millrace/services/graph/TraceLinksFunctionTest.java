package io.millrace.services.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.services.LinkCall;
import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.services.Spans;
import io.millrace.testkit.OperatorHarness;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;

/** State outlives a restore, and nothing outlives the time in which it can change anything. */
class TraceLinksFunctionTest {
  private static final long TIMEOUT = 400;
  private static final long HOLD = Duration.ofMinutes(6).toMillis();
  private static final int MAX_SPANS = 1_000;
  private static final Duration DISPLACED = Duration.ofMinutes(5);

  @Test
  void aRestoreInTheMiddleMakesNoDifference() throws Exception {
    // Given spans of which many come after their trace was complete
    List<Span> spans = displaced(5);

    // When
    Map<LinkCall, Integer> whole = standing(drive(spans, Set.of()));
    Map<LinkCall, Integer> restored = standing(drive(spans, Set.of(100, 333, 700)));

    // Then
    assertThat(restored).isNotEmpty().isEqualTo(whole);
  }

  @Test
  void theOrderOfArrivalMakesNoDifferenceToWhatStands() throws Exception {
    // Given
    List<Span> inOrder = Spans.random(6, 200, Duration.ofMinutes(20));
    List<Span> displaced = new Shuffler(6).displace(inOrder, TraceLinks::millis, DISPLACED);

    // When
    List<LinkCall> late = drive(displaced, Set.of());

    // Then
    assertThat(standing(late)).isEqualTo(standing(drive(inOrder, Set.of())));
    assertThat(late).anyMatch(LinkCall::getWithdrawn);
  }

  @Test
  void aTraceIdThatIsUsedForEverKeepsNoMoreThanTheLastMinutes() throws Exception {
    // Given
    List<Span> spans = new ArrayList<>();
    for (int second = 0; second < 36_000; second += 10) {
      spans.add(Spans.at(Duration.ofSeconds(second)).setSpanId("s" + second).build());
    }

    // When
    int most = 0;
    try (OperatorHarness<Span, LinkCall> harness = harness().open()) {
      for (Span span : spans) {
        harness.element(span, TraceLinks.millis(span));
        harness.watermark(TraceLinks.millis(span));
        if (span == spans.get(spans.size() - 1)) {
          most = (int) harness.snapshot().getStateSize();
        }
      }
      harness.finish();
      harness.assertNothingLeft();
    }

    // Then 36 of 3,600 spans
    assertThat(most).isBetween(1, 36 * 500);
  }

  @Test
  void lateSpansOfATraceAreTakenUpTogetherWhenEventTimeGoesOn() throws Exception {
    try (OperatorHarness<Span, LinkCall> harness = harness().open()) {
      // Given a trace that is complete
      Span call =
          Spans.at(Duration.ofMillis(10)).setSpanId("call").setKind(SpanKind.CLIENT).build();
      harness.element(call, TraceLinks.millis(call));
      harness.watermark(TraceLinks.millis(call) + TIMEOUT);
      harness.take();

      // When
      for (String callee : List.of("one", "two")) {
        Span late =
            Spans.at(Duration.ofMillis(5))
                .setSpanId(callee)
                .setParentId("call")
                .setKind(SpanKind.SERVER)
                .setService(callee)
                .build();
        harness.element(late, TraceLinks.millis(late));
      }

      // Then
      assertThat(harness.take()).as("before event time goes on").isEmpty();
      harness.watermark(TraceLinks.millis(call) + TIMEOUT + 1);
      assertThat(harness.take()).extracting(LinkCall::getChild).contains("one", "two");
    }
  }

  @Test
  void ofATraceIdThatAllSpansHaveNoMoreAreHeldThanTheMostAndTheOthersAreCounted() throws Exception {
    try (OperatorHarness<Span, LinkCall> harness = harness().open()) {
      // When
      for (int i = 0; i < 3 * MAX_SPANS; i++) {
        Span span = Spans.at(Duration.ofMillis(i / 10)).setSpanId("s" + i).build();
        harness.element(span, TraceLinks.millis(span));
      }

      // Then
      assertThat(harness.count("spans", Tally.Kind.FILTERED)).isEqualTo(2 * MAX_SPANS);
      harness.watermark(TraceLinks.millis(Spans.at(Duration.ofHours(1)).build()));
      harness.assertNothingLeft();

      // And when they are forgotten others are held
      Span later = Spans.at(Duration.ofHours(2)).setSpanId("later").build();
      harness.element(later, TraceLinks.millis(later));
      assertThat(harness.count("spans", Tally.Kind.FILTERED)).isEqualTo(2 * MAX_SPANS);
      harness.finish();
      harness.assertNothingLeft();
    }
  }

  private static List<Span> displaced(long seed) {
    return new Shuffler(seed)
        .displace(Spans.random(seed, 200, Duration.ofMinutes(20)), TraceLinks::millis, DISPLACED);
  }

  private static OperatorHarness<Span, LinkCall> harness() throws Exception {
    return OperatorHarness.of(
        new TraceLinksFunction(
            "spans", new TraceLinks(List.of(Semantics.values()), TIMEOUT), HOLD, MAX_SPANS),
        Span::getTraceId,
        Types.STRING,
        new AvroRecordTypeInfo<>(LinkCall.class),
        1,
        0);
  }

  private static List<LinkCall> drive(List<Span> spans, Set<Integer> restores) throws Exception {
    List<LinkCall> calls = new ArrayList<>();
    OperatorHarness<Span, LinkCall> harness = harness().open();
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < spans.size(); i++) {
      if (restores.contains(i)) {
        var snapshot = harness.snapshot();
        harness.close();
        harness = harness().restore(List.of(snapshot));
      }
      long time = TraceLinks.millis(spans.get(i));
      harness.element(spans.get(i), time);
      greatest = Math.max(greatest, time);
      harness.watermark(greatest - 1);
      calls.addAll(harness.take());
    }
    harness.finish();
    calls.addAll(harness.take());
    harness.assertNothingLeft();
    harness.close();
    return calls;
  }

  /** How often each call stands, of those that do. */
  private static Map<LinkCall, Integer> standing(List<LinkCall> told) {
    Map<LinkCall, Integer> standing = new HashMap<>();
    for (LinkCall call : told) {
      LinkCall alike = LinkCall.newBuilder(call).setWithdrawn(false).build();
      standing.merge(alike, call.getWithdrawn() ? -1 : 1, Integer::sum);
    }
    standing.values().removeIf(count -> count == 0);
    return standing;
  }
}
