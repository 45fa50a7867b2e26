package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.CountTemporality;
import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.ShiftCalendar;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;

/** Three days of three machines, the same for the same seed. */
final class RandomPlant {
  static {
    AvroTrust.establish();
  }

  private static final Instant START = Instant.parse("2026-03-28T00:00:00Z");
  private static final int MACHINES = 3;
  private static final int SECONDS = 3 * 86_400;

  private RandomPlant() {}

  static Story story(long seed) {
    Random random = new Random(seed);
    Story story = new Story();
    for (int machine = 0; machine < MACHINES; machine++) {
      calendar(story, "m" + machine);
      states(story, "m" + machine, random);
      counts(story, "m" + machine, machine == 0, random);
    }
    story.states.sort(Comparator.comparing(MachineState::getEventTime));
    story.counts.sort(Comparator.comparing(PartCount::getEventTime));
    story.calendar.sort(Comparator.comparing(ShiftCalendar::getEventTime));
    return story;
  }

  private static void calendar(Story story, String machine) {
    for (int shift = 0; shift < 9; shift++) {
      long from = shift * 8L * 3_600;
      story.calendar.add(entry(machine, from, from + 8 * 3_600, CalendarKind.SHIFT));
      story.calendar.add(
          entry(machine, from + 4 * 3_600, from + 4 * 3_600 + 1_800, CalendarKind.PLANNED_STOP));
    }
    story.cycles.add(
        IdealCycleTime.newBuilder()
            .setMachine(machine)
            .setEventTime(START.minusSeconds(86_400))
            .setIdealCycleS(20.5)
            .build());
    story.cycles.add(
        IdealCycleTime.newBuilder()
            .setMachine(machine)
            .setEventTime(START.plusSeconds(100_000))
            .setProduct("b")
            .setIdealCycleS(1.0 / 3)
            .build());
  }

  private static void states(Story story, String machine, Random random) {
    MachineryState[] states = MachineryState.values();
    MachineryMode[] modes = MachineryMode.values();
    for (int i = 0; i < 150; i++) {
      MachineState.Builder state =
          MachineState.newBuilder()
              .setMachine(machine)
              .setEventTime(START.plusMillis(random.nextInt(SECONDS) * 1_000L + random.nextInt(9)))
              .setState(random.nextBoolean() ? MachineryState.EXECUTING : states[random.nextInt(5)])
              .setMode(random.nextBoolean() ? MachineryMode.NONE : modes[random.nextInt(4)])
              .setReason(random.nextBoolean() ? null : "r" + random.nextInt(3))
              .setId("s" + i)
              .setSequence((long) i);
      story.states.add(state.build());
      if (i % 10 == 9) {
        // Somebody knows better, and says so of the same time.
        story.states.add(
            state.setId("c" + i).setSupersedes("s" + i).setReason("corrected").build());
      }
    }
  }

  private static void counts(Story story, String machine, boolean cumulative, Random random) {
    long produced = 0;
    long scrap = 0;
    for (int i = 0; i < 400; i++) {
      long second = (long) i * SECONDS / 400;
      boolean reset = random.nextInt(100) == 0;
      produced = cumulative && !reset ? produced + random.nextInt(30) : random.nextInt(30);
      scrap = cumulative && !reset ? scrap + random.nextInt(3) : random.nextInt(3);
      story.counts.add(
          PartCount.newBuilder()
              .setMachine(machine)
              .setEventTime(START.plusSeconds(second))
              .setTemporality(cumulative ? CountTemporality.CUMULATIVE : CountTemporality.DELTA)
              .setProduct(random.nextBoolean() ? "a" : "b")
              .setProduced(produced)
              .setScrap(Math.min(scrap, produced))
              .setSequence((long) i)
              .build());
    }
  }

  private static ShiftCalendar entry(String machine, long from, long to, CalendarKind kind) {
    return ShiftCalendar.newBuilder()
        .setMachine(machine)
        .setEventTime(START.plusSeconds(from))
        .setEnd(START.plusSeconds(to))
        .setKind(kind)
        .build();
  }
}
