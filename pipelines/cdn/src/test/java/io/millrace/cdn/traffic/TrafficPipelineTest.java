package io.millrace.cdn.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.operators.deduplicate.Deduplication;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cdn.Tier;
import io.millrace.schemas.cdn.Top;
import io.millrace.schemas.cdn.Traffic;
import io.millrace.schemas.cdn.Visitors;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.RecordType;
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

class TrafficPipelineTest {
  private static final Duration OUT_OF_ORDERNESS = Duration.ofMinutes(5);
  private static final Duration LATENESS = Duration.ofMinutes(30);
  private static final ToLongFunction<EdgeRequest> TIME =
      request -> request.getEventTime().toEpochMilli();
  private static final TrafficParameters PARAMETERS = Requests.defaults();
  private static final int COUNT = 3_000;

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph = PipelineGraph.of(new TrafficPipeline(), PARAMETERS, requests(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @Test
  void requestsOfOneSiteAndLocationAreCountedTogether() throws Exception {
    // Given
    EdgeRequest request =
        Requests.at(Duration.ofSeconds(5))
            .setSite("a")
            .setPop("FRA")
            .setClient("c")
            .setPath("/x")
            .build();
    EdgeRequest elsewhere = EdgeRequest.newBuilder(request).setPop("LHR").build();

    // When
    PipelineRun run = run(List.of(request, request, elsewhere), 1);

    // Then
    assertThat(run.results("traffic", Traffic.class))
        .filteredOn(row -> row.getWindowEnd().equals(Requests.MIDNIGHT.plusSeconds(10)))
        .extracting(Traffic::getSeries, Traffic::getRequests)
        .containsExactlyInAnyOrder(tuple("site=a,pop=FRA", 2L), tuple("site=a,pop=LHR", 1L));
    assertThat(run.results("top", Top.class))
        .hasSize(3)
        .allMatch(row -> row.getItem().equals("/x") && row.getCount() == 3 && row.getRank() == 1);
    assertThat(run.results("visitors", Visitors.class))
        .hasSize(2)
        .allMatch(row -> row.getSite().equals("a") && row.getVisitors() == 1);
  }

  @Test
  void shieldsAreNoClients() throws Exception {
    // Given
    EdgeRequest edge = Requests.silent();
    EdgeRequest shield = EdgeRequest.newBuilder(edge).setTier(Tier.SHIELD).build();

    // When
    PipelineRun run = run(List.of(edge, shield), 1);

    // Then
    assertThat(run.count("requests", Tally.Kind.FILTERED)).isEqualTo(1);
    assertThat(run.results("traffic", Traffic.class)).allMatch(row -> row.getRequests() == 1);
    assertThat(run.results("visitors", Visitors.class)).allMatch(row -> row.getVisitors() == null);
    assertThat(run.results("top", Top.class)).isEmpty();
  }

  @Test
  void orderWithinOutOfOrdernessAndParallelismMakeNoDifferenceToFinalResults() throws Exception {
    // Given
    List<EdgeRequest> events = Requests.random(1, COUNT);
    List<EdgeRequest> displaced = new Shuffler(1).displace(events, TIME, OUT_OF_ORDERNESS);

    // When
    PipelineRun inOrder = run(events, 1);
    PipelineRun outOfOrder = run(displaced, 2);

    // Then
    assertThat(finals(outOfOrder)).isNotEmpty().isEqualTo(finals(inOrder));
    assertThat(outOfOrder.late("requests", EdgeRequest.class)).isEmpty();
  }

  @Test
  void orderWithinLatenessMakesNoDifferenceToTheLatestRevision() throws Exception {
    // Given
    List<EdgeRequest> events = Requests.random(2, COUNT);
    List<EdgeRequest> displaced =
        new Shuffler(2).displace(events, TIME, OUT_OF_ORDERNESS.plus(LATENESS));

    // When
    PipelineRun inOrder = run(events, 1);
    PipelineRun outOfOrder = run(displaced, 1);

    // Then
    assertThat(latest(outOfOrder)).isNotEmpty().isEqualTo(latest(inOrder));
    assertThat(outOfOrder.results("traffic", Traffic.class))
        .anyMatch(result -> result.getStatus() == ResultStatus.CORRECTED);
    assertThat(outOfOrder.late("requests", EdgeRequest.class)).isEmpty();
  }

  @Test
  void duplicatesMakeNoDifferenceWhereRequestsAreNumbered() throws Exception {
    // Given
    List<EdgeRequest> events = Requests.random(3, COUNT);
    Random random = new Random(3);
    List<EdgeRequest> withDuplicates = new ArrayList<>();
    for (EdgeRequest event : events) {
      withDuplicates.add(event);
      if (random.nextInt(100) == 0) {
        withDuplicates.add(event);
      }
    }

    // When
    PipelineRun twice = PipelineRun.of(new Deduplicated(), PARAMETERS, 2, requests(withDuplicates));

    // Then
    assertThat(finals(twice)).isEqualTo(finals(run(events, 1)));
    assertThat(twice.count("requests", Tally.Kind.DUPLICATES))
        .isPositive()
        .isEqualTo(withDuplicates.size() - events.size());
  }

  @Test
  void aRequestThatIsTooLateIsCountedAndKeptOnceThoughThreeOutputsMissIt() throws Exception {
    // Given
    EdgeRequest tooLate = Requests.silent();
    List<EdgeRequest> events = List.of(Requests.at(Duration.ofHours(2)).build(), tooLate);

    // When
    PipelineRun run = run(events, 1);

    // Then
    assertThat(run.late("requests", EdgeRequest.class)).containsExactly(tooLate);
    assertThat(run.count("requests", Tally.Kind.LATE)).isEqualTo(1);
    assertThat(run.results("traffic", Traffic.class)).allMatch(row -> row.getRequests() == 1);
  }

  /** The pipeline behind the removal of duplicates, which the runner puts there. */
  private record Deduplicated() implements Pipeline<TrafficParameters> {

    @Override
    public Class<TrafficParameters> parameters() {
      return TrafficParameters.class;
    }

    @Override
    public void wire(Inputs inputs, Outputs outputs, TrafficParameters parameters) {
      Inputs deduplicated =
          new Inputs() {
            @Override
            public <T extends IndexedRecord> Input<T> input(String name, RecordType<T> type) {
              Input<T> input = inputs.input(name, type);
              return new Input<>(
                  name,
                  Deduplication.of(
                      name, input.events(), List.of("request_id"), Duration.ofHours(1)),
                  input.outOfOrderness(),
                  input.lateness());
            }
          };
      new TrafficPipeline().wire(deduplicated, outputs, parameters);
    }
  }

  private static List<String> finals(PipelineRun run) {
    List<String> all = new ArrayList<>();
    all.addAll(CanonicalResults.finals(run.results("traffic", Traffic.class), "series"));
    all.addAll(CanonicalResults.finals(run.results("top", Top.class), "dimension", "rank"));
    all.addAll(CanonicalResults.finals(run.results("visitors", Visitors.class), "series"));
    return all;
  }

  private static List<String> latest(PipelineRun run) {
    List<String> all = new ArrayList<>();
    all.addAll(CanonicalResults.latest(run.results("traffic", Traffic.class), "series"));
    all.addAll(CanonicalResults.latest(run.results("visitors", Visitors.class), "series"));
    return all;
  }

  private static PipelineRun run(List<EdgeRequest> events, int parallelism) throws Exception {
    return PipelineRun.of(new TrafficPipeline(), PARAMETERS, parallelism, requests(events));
  }

  private static MemoryInput<EdgeRequest> requests(List<EdgeRequest> events) {
    return MemoryInput.of("requests", EdgeRequest.class, events, OUT_OF_ORDERNESS, LATENESS);
  }
}
