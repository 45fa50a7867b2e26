package io.millrace.industrial.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.Oee;
import io.millrace.schemas.industrial.WindowKind;
import io.millrace.sdk.Tally;
import io.millrace.testkit.CanonicalResults;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must make no difference, over three random days of three machines. */
class OeePipelineTest {
  private static final String[] KEY = {"machine", "window_kind"};
  private static final OeeParameters PARAMETERS =
      Plant.microStop(
          Plant.parameters("Europe/Berlin", WindowKind.SHIFT, WindowKind.HOUR, WindowKind.DAY),
          Duration.ofMinutes(3));

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph = PipelineGraph.of(new OeePipeline(), PARAMETERS, new Story().inputs());

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void orderWithinOutOfOrdernessMakesNoDifferenceToFinalResults(long seed) throws Exception {
    // Given
    Story story = RandomPlant.story(seed);

    // When
    PipelineRun outOfOrder = displaced(story, seed, Story.OUT_OF_ORDERNESS).run(PARAMETERS, 1);

    // Then
    assertThat(finals(outOfOrder)).isNotEmpty().isEqualTo(finals(story.run(PARAMETERS, 1)));
    assertThat(outOfOrder.results("oee", Oee.class))
        .allMatch(row -> row.getStatus() == ResultStatus.FINAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void orderWithinLatenessMakesNoDifferenceToTheLatestRevision(long seed) throws Exception {
    // Given
    Story story = RandomPlant.story(seed);
    Duration bound = Story.OUT_OF_ORDERNESS.plus(Story.LATENESS);

    // When
    PipelineRun outOfOrder = displaced(story, seed, bound).run(PARAMETERS, 1);

    // Then
    assertThat(latest(outOfOrder)).isNotEmpty().isEqualTo(latest(story.run(PARAMETERS, 1)));
  }

  @Test
  void partitionsMakeNoDifference() throws Exception {
    // Given
    Story story = RandomPlant.story(5);

    // When
    PipelineRun two = story.run(PARAMETERS, 2);

    // Then
    assertThat(latest(two)).isEqualTo(latest(story.run(PARAMETERS, 1)));
  }

  @Test
  void duplicatesMakeNoDifferenceAndAreCounted() throws Exception {
    // Given
    Story story = RandomPlant.story(6);
    Story doubled = new Story();
    doubled.states.addAll(withDuplicates(story.states, 6));
    doubled.counts.addAll(withDuplicates(story.counts, 7));
    doubled.calendar.addAll(withDuplicates(story.calendar, 8));
    doubled.cycles.addAll(withDuplicates(story.cycles, 9));

    // When
    PipelineRun run = doubled.run(PARAMETERS, 1);

    // Then
    assertThat(finals(run)).isEqualTo(finals(story.run(PARAMETERS, 1)));
    assertThat(run.count("states", Tally.Kind.DUPLICATES))
        .isEqualTo(doubled.states.size() - story.states.size())
        .isPositive();
    assertThat(run.count("counts", Tally.Kind.DUPLICATES))
        .isEqualTo(doubled.counts.size() - story.counts.size())
        .isPositive();
  }

  @Test
  void aDayIsTheSumOfItsHours() throws Exception {
    // Given
    PipelineRun run =
        RandomPlant.story(10).run(Plant.parameters(WindowKind.HOUR, WindowKind.DAY), 1);

    // When
    var byKind =
        run.results("oee", Oee.class).stream()
            .collect(
                Collectors.groupingBy(
                    Oee::getWindowKind,
                    Collectors.summarizingLong(
                        row ->
                            row.getAvailabilityLossUs()
                                + Math.round(row.getProductionS() * 1e6)
                                + row.getProduced())));

    // Then
    assertThat(byKind.get(WindowKind.DAY).getSum())
        .isEqualTo(byKind.get(WindowKind.HOUR).getSum())
        .isPositive();
  }

  private static <T> List<T> withDuplicates(List<T> events, long seed) {
    Random random = new Random(seed);
    List<T> all = new ArrayList<>();
    for (T event : events) {
      all.add(event);
      if (random.nextInt(100) == 0 || all.size() == 1) {
        all.add(event);
      }
    }
    return all;
  }

  private static Story displaced(Story story, long seed, Duration bound) {
    Shuffler shuffler = new Shuffler(seed);
    Story displaced = new Story();
    displaced.states.addAll(
        shuffler.displace(story.states, one -> one.getEventTime().toEpochMilli(), bound));
    displaced.counts.addAll(
        shuffler.displace(story.counts, one -> one.getEventTime().toEpochMilli(), bound));
    displaced.calendar.addAll(
        shuffler.displace(story.calendar, one -> one.getEventTime().toEpochMilli(), bound));
    displaced.cycles.addAll(story.cycles);
    return displaced;
  }

  private static List<String> finals(PipelineRun run) {
    return CanonicalResults.finals(rows(run), KEY);
  }

  private static List<String> latest(PipelineRun run) {
    return CanonicalResults.latest(rows(run), KEY);
  }

  /**
   * With reasons in order, for the order of a map depends on whether it was sent or handed over.
   */
  private static List<Oee> rows(PipelineRun run) {
    return run.results("oee", Oee.class).stream()
        .map(
            row ->
                Oee.newBuilder(row)
                    .setStopUsByReason(new TreeMap<>(row.getStopUsByReason()))
                    .build())
        .toList();
  }
}
