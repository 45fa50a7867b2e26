package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.schemas.hpc.Usage;
import io.millrace.sdk.Tally;
import io.millrace.testkit.CanonicalResults;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class JobsPipelineTest {
  private static final Duration OUT_OF_ORDERNESS = Duration.ofMinutes(1);
  private static final Duration LATENESS = Duration.ofHours(6);
  private static final String KEY = "series";
  private static final ToLongFunction<JobEvent> TIME = event -> event.getEventTime().toEpochMilli();

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph =
        PipelineGraph.of(new JobsPipeline(), Jobs.parameters("hour"), jobs(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @Test
  void orderWithinOutOfOrdernessAndParallelismMakeNoDifferenceToFinalResults() throws Exception {
    // Given
    List<JobEvent> events = Jobs.random(1, 200);
    List<JobEvent> displaced = new Shuffler(1).displace(events, TIME, OUT_OF_ORDERNESS);

    // When
    List<Usage> outOfOrder = run("hour", displaced, 2);

    // Then
    assertThat(CanonicalResults.finals(outOfOrder, KEY))
        .isNotEmpty()
        .isEqualTo(CanonicalResults.finals(run("hour", events, 1), KEY));
  }

  @Test
  void orderWithinLatenessMakesNoDifferenceToWhatStands() throws Exception {
    // Given
    List<JobEvent> events = Jobs.random(2, 200);
    List<JobEvent> displaced =
        new Shuffler(2).displace(events, TIME, OUT_OF_ORDERNESS.plus(LATENESS));

    // When
    List<Usage> outOfOrder = run("hour,day,month", displaced, 1);

    // Then
    assertThat(outOfOrder).anyMatch(row -> row.getStatus() == ResultStatus.CORRECTED);
    assertThat(standing(outOfOrder))
        .isNotEmpty()
        .isEqualTo(standing(run("hour,day,month", events, 1)));
  }

  @Test
  void eventsThatComeTwiceMakeNoDifference() throws Exception {
    // Given
    List<JobEvent> events = Jobs.random(3, 100);
    List<JobEvent> twice = new ArrayList<>();
    for (JobEvent event : events) {
      twice.add(event);
      twice.add(event);
    }

    // When
    List<Usage> results = run("hour,total", twice, 1);

    // Then
    assertThat(CanonicalResults.finals(results, KEY, "window_kind"))
        .isEqualTo(CanonicalResults.finals(run("hour,total", events, 1), KEY, "window_kind"));
  }

  @Test
  void aDumpOfEndedJobsComesToTheSameAsTheirTransitions() throws Exception {
    // Given
    List<JobEvent> events =
        List.of(
            Jobs.submitted("1", 0).build(),
            Jobs.started("1", 0, 10, 4).build(),
            Jobs.ended("1", 0, 10, 200, 4).build());

    // When
    List<Usage> results = run("hour", List.of(events.get(2)), 1);

    // Then
    assertThat(standing(results)).hasSizeGreaterThan(4).isEqualTo(standing(run("hour", events, 1)));
  }

  @Test
  void anEventThatIsTooLateAndAPartOfAJobAreCountedAndMakeNoDifference() throws Exception {
    // Given
    JobEvent tooLate = Jobs.ended("old", 0, 1, 2, 1).build();
    JobEvent part = Jobs.ended("new", 1_000, 1_001, 1_010, 1).setState("PARTIAL").build();
    JobEvent recent = Jobs.ended("new", 1_000, 1_001, 1_010, 1).build();

    // When
    PipelineRun run =
        PipelineRun.of(
            new JobsPipeline(), Jobs.parameters("hour"), 1, jobs(List.of(recent, part, tooLate)));

    // Then
    assertThat(run.late("jobs", JobEvent.class)).containsExactly(tooLate);
    assertThat(run.count("jobs", Tally.Kind.FILTERED)).isEqualTo(1);
    assertThat(run.results("usage", Usage.class)).allMatch(row -> row.getEnded() == 1);
  }

  private static List<Usage> run(String windows, List<JobEvent> events, int parallelism)
      throws Exception {
    return PipelineRun.of(new JobsPipeline(), Jobs.parameters(windows), parallelism, jobs(events))
        .results("usage", Usage.class);
  }

  /** A row that was retracted stands for none. */
  private static List<String> standing(List<Usage> results) {
    return CanonicalResults.latest(results, KEY, "window_kind").stream()
        .filter(
            row ->
                !row.contains("submitted=0, requeued=0, started=0, ended=0, running=0")
                    || !row.contains("processor_seconds=0,"))
        .toList();
  }

  private static MemoryInput<JobEvent> jobs(List<JobEvent> events) {
    return MemoryInput.of("jobs", JobEvent.class, events, OUT_OF_ORDERNESS, LATENESS);
  }
}
