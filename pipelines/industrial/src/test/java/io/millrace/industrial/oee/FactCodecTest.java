package io.millrace.industrial.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.ShiftCalendar;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FactCodecTest {
  private static final String LONG_TEXT = "ü".repeat(70_000);

  @Test
  void aStateComesBackWhole() throws IOException {
    // Given every field filled, one with more than a modified UTF of Java holds
    MachineState state =
        Plant.state("06:00:00.000001", MachineryState.EXECUTING, MachineryMode.SETUP)
            .setReason(LONG_TEXT)
            .setOrder("o")
            .setId("i")
            .setSupersedes("s")
            .setSource("n")
            .setEpoch(3)
            .setSequence(7L)
            .build();

    // When
    Fact read = roundTrip(FactRecords.of(state));

    // Then
    assertThat(FactRecords.records("m1", read, MachineState.class)).containsExactly(state);
    assertThat(FactRecords.records("m1", read, PartCount.class)).isEmpty();
  }

  @Test
  void aCountComesBackWhole() throws IOException {
    // Given
    PartCount count =
        Plant.count("06:00")
            .setCounter("c")
            .setProduct("p")
            .setOrder("o")
            .setProduced(1L)
            .setGood(2L)
            .setScrap(3L)
            .setRework(4L)
            .setSource("n")
            .setEpoch(5)
            .build();

    // When
    Fact read = roundTrip(FactRecords.of(count));

    // Then
    assertThat(FactRecords.records("m1", read, PartCount.class)).containsExactly(count);
  }

  @Test
  void anEntryOfTheCalendarAndACycleTimeComeBackWhole() throws IOException {
    // Given
    ShiftCalendar entry =
        Plant.entry("06:00", "14:00", CalendarKind.PLANNED_STOP)
            .setName("lunch")
            .setId("i")
            .setSupersedes("s")
            .setSequence(1L)
            .build();
    IdealCycleTime cycle = Plant.cycle("p", "06:00", 1.0 / 3);

    // When
    Fact readEntry = roundTrip(FactRecords.of(entry));
    Fact readCycle = roundTrip(FactRecords.of(cycle));

    // Then
    assertThat(FactRecords.records("m1", readEntry, ShiftCalendar.class)).containsExactly(entry);
    assertThat(FactRecords.records("m1", readCycle, IdealCycleTime.class)).containsExactly(cycle);
  }

  private static Fact roundTrip(Fact fact) throws IOException {
    return MemoryLedger.read(FactCodec.INSTANCE, MemoryLedger.bytes(FactCodec.INSTANCE, fact));
  }
}
