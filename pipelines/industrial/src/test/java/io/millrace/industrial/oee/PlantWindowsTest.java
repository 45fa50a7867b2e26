package io.millrace.industrial.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlantWindowsTest {

  @ParameterizedTest
  @CsvSource({
    "UTC,                 2026-03-02T00:00:00Z, 24, 24",
    "Asia/Kolkata,        2026-03-01T18:30:00Z, 24, 24",
    "Europe/Berlin,       2026-03-28T23:00:00Z, 23, 23",
    "Europe/Berlin,       2026-10-24T22:00:00Z, 25, 25",
    // The clock of Lord Howe is changed by half an hour: the day has 24.5 h, and its last hour
    // half.
    "Australia/Lord_Howe, 2026-04-04T13:00:00Z, 25, 24.5",
  })
  void hoursFollowEachOtherAndMakeUpTheDay(String zone, Instant start, int hours, double length) {
    // Given
    PlantWindows windows =
        new PlantWindows(
            ZoneId.of(zone),
            List.of(WindowKind.DAY, WindowKind.HOUR),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1));
    long from = FactRecords.micros(start);

    // When
    PlantWindow day = windows.firstEndingAfter(WindowKind.DAY, from);
    List<PlantWindow> inDay =
        windows.overlapping(day.start(), day.end(), day.end()).stream()
            .filter(window -> window.kind() == WindowKind.HOUR)
            .toList();

    // Then
    assertThat(day.start()).isEqualTo(from);
    assertThat((day.end() - day.start()) / 3.6e9).isEqualTo(length);
    assertThat(inDay).hasSize(hours);
    assertThat(inDay.stream().mapToLong(hour -> hour.end() - hour.start()).sum())
        .isEqualTo(day.end() - day.start());
  }
}
