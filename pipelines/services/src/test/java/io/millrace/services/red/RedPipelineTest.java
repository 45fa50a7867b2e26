package io.millrace.services.red;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.operators.deduplicate.Deduplication;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.services.Red;
import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.RecordType;
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
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;

class RedPipelineTest {
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(30);
  private static final Duration LATENESS = Duration.ofMinutes(5);
  private static final ToLongFunction<Span> TIME = span -> span.getEventTime().toEpochMilli();
  private static final RedParameters PARAMETERS =
      new RedParameters(
          List.of(Duration.ofSeconds(10), Duration.ofHours(1)),
          Duration.ZERO,
          List.of(SpanKind.values()),
          RedErrors.STATUS);
  private static final String[] KEY = {"service", "operation", "kind"};

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph = PipelineGraph.of(new RedPipeline(), PARAMETERS, input(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @Test
  void orderWithinOutOfOrdernessAndParallelismMakeNoDifferenceToFinalResults() throws Exception {
    // Given
    List<Span> spans = sampled(1);
    List<Span> displaced = new Shuffler(1).displace(spans, TIME, OUT_OF_ORDERNESS);

    // When
    PipelineRun outOfOrder = run(displaced, 3);

    // Then
    assertThat(finals(outOfOrder)).isNotEmpty().isEqualTo(finals(run(spans, 1)));
  }

  @Test
  void orderWithinLatenessMakesNoDifferenceToTheLatestRevision() throws Exception {
    // Given
    List<Span> spans = sampled(2);
    List<Span> displaced = new Shuffler(2).displace(spans, TIME, OUT_OF_ORDERNESS.plus(LATENESS));

    // When
    PipelineRun outOfOrder = run(displaced, 1);

    // Then
    assertThat(latest(outOfOrder)).isNotEmpty().isEqualTo(latest(run(spans, 1)));
    assertThat(outOfOrder.results("red", Red.class))
        .anyMatch(red -> red.getStatus() == ResultStatus.CORRECTED);
  }

  @Test
  void duplicatesMakeNoDifferenceWhereTheyAreRemoved() throws Exception {
    // Given
    List<Span> spans = sampled(3);
    List<Span> withDuplicates = new ArrayList<>();
    Random random = new Random(3);
    for (Span span : spans) {
      withDuplicates.add(span);
      if (random.nextInt(20) == 0) {
        withDuplicates.add(span);
      }
    }

    // When
    PipelineRun twice = PipelineRun.of(new Deduplicated(), PARAMETERS, 2, input(withDuplicates));

    // Then
    assertThat(finals(twice)).isEqualTo(finals(run(spans, 1)));
    assertThat(twice.count("spans", Tally.Kind.DUPLICATES))
        .isPositive()
        .isEqualTo(withDuplicates.size() - spans.size());
  }

  @Test
  void twiceTheCallsSampledAtHalfTheRateAreAsMany() throws Exception {
    // Given calls of 1 ms to 1 s, and of these every second, each standing for two
    List<Span> all = new ArrayList<>();
    List<Span> half = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Span span =
          Spans.at(Duration.ofSeconds(5))
              .setSpanId("s" + i)
              .setDurationNanos((i + 1) * 1_000_000L)
              .build();
      all.add(span);
      if (i % 2 == 1) {
        half.add(Span.newBuilder(span).setAdjustedCount(2.0).build());
      }
    }

    // When
    Red ofAll = run(all, 1).results("red", Red.class).get(0);
    Red ofHalf = run(half, 1).results("red", Red.class).get(0);

    // Then
    assertThat(ofHalf.getSpans()).isEqualTo(500);
    assertThat(ofHalf.getCalls()).isEqualTo(ofAll.getCalls()).isEqualTo(1_000);
    assertThat(ofHalf.getRate()).isEqualTo(100);
    assertThat(ofHalf.getDurationP50()).isCloseTo(0.5, within(0.006));
    assertThat(ofHalf.getDurationP99()).isCloseTo(ofAll.getDurationP99(), within(0.012));
    assertThat(ofAll.getDurationMax()).isEqualTo(1);
  }

  @Test
  void aSpanIsAnErrorByItsStatusOrByThatOfHttpAsAskedFor() {
    // Given
    Span failed = Spans.failed(Spans.at(Duration.ZERO).build());
    Span server = Spans.at(Duration.ZERO).setKind(SpanKind.SERVER).setHttpStatus(404).build();
    Span client = Span.newBuilder(server).setKind(SpanKind.CLIENT).build();

    // Then
    assertThat(RedErrors.STATUS.isError(failed)).isTrue();
    assertThat(RedErrors.STATUS.isError(client)).isFalse();
    assertThat(RedErrors.HTTP.isError(failed)).isFalse();
    assertThat(RedErrors.HTTP.isError(server)).isFalse();
    assertThat(RedErrors.HTTP.isError(client)).isTrue();
    assertThat(RedErrors.STATUS_OR_HTTP.isError(failed)).isTrue();
  }

  @Test
  void kindsThatAreNotAskedForAreFiltered() throws Exception {
    // Given
    RedParameters servers =
        new RedParameters(
            List.of(Duration.ofMinutes(1)),
            Duration.ZERO,
            List.of(SpanKind.SERVER),
            RedErrors.STATUS);
    Span server = Spans.of(null, "1", SpanKind.SERVER, "in", null);
    Span client = Spans.of("1", "2", SpanKind.CLIENT, "in", null);

    // When
    PipelineRun run = PipelineRun.of(new RedPipeline(), servers, 1, input(List.of(server, client)));

    // Then
    assertThat(run.results("red", Red.class))
        .extracting(Red::getKind)
        .containsOnly(SpanKind.SERVER);
    assertThat(run.count("spans", Tally.Kind.FILTERED)).isEqualTo(1);
  }

  /** The pipeline behind the removal of duplicates, which the runner puts there. */
  private record Deduplicated() implements Pipeline<RedParameters> {

    @Override
    public Class<RedParameters> parameters() {
      return RedParameters.class;
    }

    @Override
    public void wire(Inputs inputs, Outputs outputs, RedParameters parameters) {
      Inputs deduplicated =
          new Inputs() {
            @Override
            public <T extends IndexedRecord> Input<T> input(String name, RecordType<T> type) {
              Input<T> input = inputs.input(name, type);
              return new Input<>(
                  name,
                  Deduplication.of(
                      name,
                      input.events(),
                      List.of("trace_id", "span_id", "kind"),
                      Duration.ofMinutes(10)),
                  input.outOfOrderness(),
                  input.lateness());
            }
          };
      new RedPipeline().wire(deduplicated, outputs, parameters);
    }
  }

  private static List<Span> sampled(long seed) {
    Random random = new Random(seed);
    List<Span> spans = new ArrayList<>();
    for (Span span : Spans.random(seed, 500, Duration.ofMinutes(20))) {
      Double adjusted = random.nextBoolean() ? null : (Double) (1 / (0.1 + random.nextDouble()));
      spans.add(Span.newBuilder(span).setAdjustedCount(adjusted).build());
    }
    return spans;
  }

  private static List<String> finals(PipelineRun run) {
    return CanonicalResults.finals(run.results("red", Red.class), KEY);
  }

  private static List<String> latest(PipelineRun run) {
    return CanonicalResults.latest(run.results("red", Red.class), KEY);
  }

  private static PipelineRun run(List<Span> spans, int parallelism) throws Exception {
    return PipelineRun.of(new RedPipeline(), PARAMETERS, parallelism, input(spans));
  }

  private static MemoryInput<Span> input(List<Span> spans) {
    return MemoryInput.of("spans", Span.class, spans, OUT_OF_ORDERNESS, LATENESS);
  }
}
