package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.Oee;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.ShiftCalendar;
import io.millrace.schemas.industrial.WindowKind;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events of all inputs, in the order in which they come, and what the pipeline made of them.
 */
final class Story {
  static final Duration OUT_OF_ORDERNESS = Duration.ofMinutes(10);
  static final Duration LATENESS = Duration.ofDays(2);

  private static final Duration AGES = Duration.ofDays(730);

  final List<MachineState> states = new ArrayList<>();
  final List<PartCount> counts = new ArrayList<>();
  final List<ShiftCalendar> calendar = new ArrayList<>();
  final List<IdealCycleTime> cycles = new ArrayList<>();

  static Story of(SpecificRecord... events) {
    return new Story().and(events);
  }

  Story and(SpecificRecord... events) {
    for (SpecificRecord event : events) {
      if (event instanceof MachineState state) {
        states.add(state);
      } else if (event instanceof PartCount count) {
        counts.add(count);
      } else if (event instanceof ShiftCalendar entry) {
        calendar.add(entry);
      } else {
        cycles.add((IdealCycleTime) event);
      }
    }
    return this;
  }

  PipelineRun run(OeeParameters parameters, int parallelism) throws Exception {
    return PipelineRun.of(new OeePipeline(), parameters, parallelism, inputs());
  }

  /** The latest row of the only window of a kind that starts at a time. */
  Oee row(OeeParameters parameters, WindowKind kind, String start) throws Exception {
    return row(run(parameters, 1), kind, start);
  }

  static Oee row(PipelineRun run, WindowKind kind, String start) {
    return run.results("oee", Oee.class).stream()
        .filter(row -> row.getWindowKind() == kind && row.getWindowStart().equals(Plant.at(start)))
        .max(Comparator.comparingInt(Oee::getRevision))
        .orElseThrow(() -> new AssertionError("no row; " + run.results("oee", Oee.class)));
  }

  MemoryInput<?>[] inputs() {
    return new MemoryInput<?>[] {
      MemoryInput.of("states", MachineState.class, states, OUT_OF_ORDERNESS, LATENESS),
      MemoryInput.of("counts", PartCount.class, counts, OUT_OF_ORDERNESS, LATENESS),
      MemoryInput.of("calendar", ShiftCalendar.class, calendar, AGES, AGES),
      MemoryInput.of("cycles", IdealCycleTime.class, cycles, AGES, AGES)
    };
  }
}
