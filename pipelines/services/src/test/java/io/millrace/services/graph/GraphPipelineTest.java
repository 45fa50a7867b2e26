package io.millrace.services.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.services.Link;
import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.sdk.Tally;
import io.millrace.services.Spans;
import io.millrace.testkit.CanonicalResults;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class GraphPipelineTest {
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(30);
  private static final Duration LATENESS = Duration.ofMinutes(5);
  private static final ToLongFunction<Span> TIME = span -> span.getEventTime().toEpochMilli();

  /** Shorter than a trace takes, so that many are cut in two. */
  private static final GraphParameters PARAMETERS =
      new GraphParameters(
          List.of(Duration.ofMinutes(1), Duration.ofHours(1)),
          List.of(Semantics.values()),
          Duration.ofMillis(400),
          100_000);

  private static final String[] KEY = {"semantics", "parent", "child", "connection"};

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph = PipelineGraph.of(new GraphPipeline(), PARAMETERS, input(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @Test
  void orderWithinOutOfOrdernessAndParallelismMakeNoDifferenceToFinalResults() throws Exception {
    // Given
    List<Span> spans = Spans.random(1, 600, Duration.ofMinutes(20));
    List<Span> displaced = new Shuffler(1).displace(spans, TIME, OUT_OF_ORDERNESS);

    // When
    PipelineRun inOrder = run(spans, 1);
    PipelineRun outOfOrder = run(displaced, 3);

    // Then
    assertThat(finals(outOfOrder)).isNotEmpty().isEqualTo(finals(inOrder));
    assertThat(inOrder.results("links", Link.class))
        .allMatch(link -> link.getStatus() == ResultStatus.FINAL);
    assertThat(outOfOrder.late("spans", Span.class)).isEmpty();
  }

  @Test
  void orderWithinLatenessMakesNoDifferenceToTheLatestRevision() throws Exception {
    // Given
    List<Span> spans = Spans.random(2, 600, Duration.ofMinutes(20));
    List<Span> displaced = new Shuffler(2).displace(spans, TIME, OUT_OF_ORDERNESS.plus(LATENESS));

    // When
    PipelineRun inOrder = run(spans, 1);
    PipelineRun outOfOrder = run(displaced, 2);

    // Then
    assertThat(latest(outOfOrder)).isNotEmpty().isEqualTo(latest(inOrder));
    assertThat(outOfOrder.results("links", Link.class))
        .anyMatch(link -> link.getStatus() == ResultStatus.CORRECTED);
    assertThat(outOfOrder.late("spans", Span.class)).isEmpty();
    assertThat(outOfOrder.count("spans", Tally.Kind.LATE)).isZero();
  }

  @Test
  void duplicatesMakeNoDifference() throws Exception {
    // Given
    List<Span> spans = Spans.random(3, 400, Duration.ofMinutes(10));
    Random random = new Random(3);
    List<Span> withDuplicates = new ArrayList<>();
    for (Span span : spans) {
      withDuplicates.add(span);
      if (random.nextInt(10) == 0) {
        withDuplicates.add(span);
      }
    }

    // When
    PipelineRun twice = run(withDuplicates, 2);

    // Then
    assertThat(withDuplicates).hasSizeGreaterThan(spans.size());
    assertThat(finals(twice)).isEqualTo(finals(run(spans, 1)));
  }

  @Test
  void aLateParentChangesWhoCalled() throws Exception {
    // Given a server that names its caller otherwise than the caller does, who is late
    Span answers =
        Spans.at(Duration.ofSeconds(1))
            .setSpanId("b")
            .setParentId("a")
            .setKind(SpanKind.SERVER)
            .setService("stock")
            .setPeerService("proxy")
            .build();
    Span later = Spans.at(Duration.ofMinutes(3)).setTraceId("u").build();
    Span asks = Spans.at(Duration.ofSeconds(1)).setKind(SpanKind.CLIENT).setService("shop").build();

    // When
    PipelineRun run = run(List.of(answers, later, asks), 1);

    // Then
    assertThat(run.results("links", Link.class))
        .filteredOn(link -> link.getSemantics().equals("tree"))
        .filteredOn(link -> link.getWindowEnd().equals(Spans.NOON.plusSeconds(60)))
        .extracting(link -> link.getParent() + " " + link.getCalls() + " " + link.getStatus())
        .containsExactlyInAnyOrder("proxy 1 FINAL", "proxy 0 RETRACTED", "shop 1 FINAL");
  }

  @Test
  void aSpanThatIsTooLateIsCountedAndKeptOnce() throws Exception {
    // Given
    Span tooLate = Spans.of(null, "1", SpanKind.SERVER, "in", "out");
    List<Span> spans = List.of(Spans.at(Duration.ofHours(2)).setTraceId("u").build(), tooLate);

    // When
    PipelineRun run = run(spans, 1);

    // Then
    assertThat(run.late("spans", Span.class)).containsExactly(tooLate);
    assertThat(run.count("spans", Tally.Kind.LATE)).isEqualTo(1);
    assertThat(run.results("links", Link.class)).isEmpty();
  }

  private static List<String> finals(PipelineRun run) {
    return CanonicalResults.finals(run.results("links", Link.class), KEY);
  }

  /** A link that stands for no call is as good as none. */
  private static List<String> latest(PipelineRun run) {
    return CanonicalResults.latest(run.results("links", Link.class), KEY).stream()
        .filter(row -> !row.contains(" calls=0, errors=0, error_ratio=null"))
        .toList();
  }

  private static PipelineRun run(List<Span> spans, int parallelism) throws Exception {
    return PipelineRun.of(new GraphPipeline(), PARAMETERS, parallelism, input(spans));
  }

  private static MemoryInput<Span> input(List<Span> spans) {
    return MemoryInput.of("spans", Span.class, spans, OUT_OF_ORDERNESS, LATENESS);
  }
}
