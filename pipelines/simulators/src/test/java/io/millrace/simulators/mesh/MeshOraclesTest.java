package io.millrace.simulators.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.services.Link;
import io.millrace.schemas.services.Red;
import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.services.graph.GraphParameters;
import io.millrace.services.graph.GraphPipeline;
import io.millrace.services.graph.Semantics;
import io.millrace.services.red.RedErrors;
import io.millrace.services.red.RedParameters;
import io.millrace.services.red.RedPipeline;
import io.millrace.simulators.DeliveryFaults;
import io.millrace.simulators.PlayedRecords;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracles, and the pipelines that they are there to judge. */
class MeshOraclesTest {
  private static final MeshSettings SHOP =
      MeshSettings.small(Instant.parse("2026-01-01T06:00:05Z"))
          .withLoad(20, Duration.ofMinutes(2))
          .withFaults(new DeliveryFaults(0.02, 0.02, 0.02, 0.02), true);
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofSeconds(10), Duration.ofMinutes(1));
  private static final Set<Truth> ONCE = EnumSet.of(Truth.GOOD, Truth.CORRECTING, Truth.LATE);
  private static final Set<Truth> SENT =
      EnumSet.of(Truth.GOOD, Truth.CORRECTING, Truth.LATE, Truth.DUPLICATE);

  static {
    AvroTrust.establish();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void redIsWhatTheServicesDid(long seed) throws Exception {
    // Given
    MeshSimulator shop = new MeshSimulator(seed, SHOP);
    List<Span> spans = sent(shop, ONCE);

    // When
    PipelineRun run = red(spans);

    // Then
    Verdict verdict = judgeRed(shop, run);
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.isGood()).isTrue();
    assertThat(run.late("spans", Span.class)).hasSameSizeAs(shop.truth().late()).isNotEmpty();
    List<Red> results = run.results("red", Red.class);
    assertThat(results).anyMatch(red -> red.getRevision() > 0);
    assertThat(results).anyMatch(red -> red.getNegativeDurations() > 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void theGraphIsWhoCalledWhomAsFarAsSpansArrived(long seed) throws Exception {
    // Given
    MeshSimulator shop = new MeshSimulator(seed, SHOP);
    List<Span> spans = sent(shop, SENT);

    // When
    PipelineRun run = graph(spans);

    // Then
    Verdict verdict = judgeGraph(shop, run);
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.isGood()).isTrue();
    assertThat(run.late("spans", Span.class)).hasSameSizeAs(shop.truth().late()).isNotEmpty();
    List<Link> results = run.results("links", Link.class);
    assertThat(results).anyMatch(link -> link.getRevision() > 0);
    assertThat(results).anyMatch(link -> link.getSkewedCalls() > 0);
    assertThat(results).extracting(Link::getParent).contains("user", "orders");
  }

  @Test
  void theGraphOfCompleteTracesIsTheCallGraphOfTheShop() throws Exception {
    // Given
    MeshSimulator shop = new MeshSimulator(5, SHOP.withFaults(DeliveryFaults.NONE, false));

    // When
    PipelineRun run = graph(sent(shop, SENT));

    // Then
    assertThat(judgeGraph(shop, run).isGood()).isTrue();
    assertThat(run.results("links", Link.class))
        .filteredOn(link -> link.getSemantics().equals("pairing"))
        .extracting(link -> link.getParent() + " " + link.getConnection() + " " + link.getChild())
        .containsOnly(
            "user VIRTUAL frontend",
            "frontend DIRECT catalog",
            "frontend DIRECT recommendation",
            "frontend DIRECT cart",
            "frontend DIRECT shipping",
            "frontend DIRECT payment",
            "frontend MESSAGING mailer",
            "frontend MESSAGING fraud",
            "recommendation DIRECT catalog",
            "catalog DATABASE items",
            "cart DATABASE carts",
            "fraud DATABASE cases",
            "payment VIRTUAL bank");
  }

  @Test
  void aSpanThatIsLostOrDoubledIsFound() throws Exception {
    // Given
    MeshSimulator shop = new MeshSimulator(6, SHOP.withFaults(DeliveryFaults.NONE, false));
    List<Span> spans = sent(shop, ONCE);
    List<Span> fewer = new ArrayList<>(spans);
    Span victim =
        spans.stream().filter(span -> span.getKind() == SpanKind.SERVER).findFirst().orElseThrow();
    fewer.remove(victim);
    List<Span> more = new ArrayList<>(spans);
    more.add(spans.indexOf(victim), victim);

    // When
    Verdict lost = judgeRed(shop, red(fewer));
    Verdict doubled = judgeRed(shop, red(more));
    Verdict unlinked = judgeGraph(shop, graph(fewer));

    // Then
    assertThat(lost.problems()).hasSize(WINDOWS.size());
    assertThat(doubled.problems()).hasSize(WINDOWS.size());
    assertThat(unlinked.problems()).isNotEmpty();
  }

  private static List<Span> sent(MeshSimulator shop, Set<Truth> kinds) {
    return PlayedRecords.decode(PlayedRecords.all(shop), kinds, Span.getDecoder());
  }

  private static PipelineRun red(List<Span> spans) throws Exception {
    RedParameters parameters =
        new RedParameters(WINDOWS, Duration.ZERO, List.of(SpanKind.values()), RedErrors.STATUS);
    return PipelineRun.of(new RedPipeline(), parameters, 1, input(spans));
  }

  private static PipelineRun graph(List<Span> spans) throws Exception {
    GraphParameters parameters =
        new GraphParameters(
            WINDOWS,
            List.of(Semantics.TREE, Semantics.PAIRING),
            MeshSimulator.LONGEST_TRACE,
            100_000);
    return PipelineRun.of(new GraphPipeline(), parameters, 1, input(spans));
  }

  private static MemoryInput<Span> input(List<Span> spans) {
    return MemoryInput.of(
        "spans", Span.class, spans, SHOP.limits().outOfOrderness(), SHOP.limits().lateness());
  }

  private static Verdict judgeRed(MeshSimulator shop, PipelineRun run) {
    return RedOracle.judge(
        shop.truth().spans(),
        WINDOWS,
        PlayedRecords.asRead(run.results("red", Red.class), Red.getEncoder()));
  }

  private static Verdict judgeGraph(MeshSimulator shop, PipelineRun run) {
    return GraphOracle.judge(
        shop.truth().spans(),
        WINDOWS,
        PlayedRecords.asRead(run.results("links", Link.class), Link.getEncoder()));
  }
}
