package io.millrace.files.reading;

import io.millrace.files.FileInput;
import io.millrace.formats.Format;
import io.millrace.formats.flink.Arrived;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files to their end. */
final class Reading {
  private Reading() {}

  static List<Arrived<SensorReading>> readAll(Format format, Path... files) {
    List<Arrived<SensorReading>> read = new ArrayList<>();
    try (MergedFiles<SensorReading> merged =
        MergedFiles.open(input(format, files), RecordType.of(SensorReading.class), "event_time")) {
      for (Arrived<SensorReading> one = merged.next(); one != null; one = merged.next()) {
        read.add(one);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return read;
  }

  static FileInput input(Format format, Path... files) {
    return new FileInput("readings", List.of(files), format);
  }

  static List<String> sensors(List<Arrived<SensorReading>> read) {
    return read.stream().filter(Arrived::isEvent).map(one -> one.event().getSensor()).toList();
  }

  static List<DeadLetter> dead(List<Arrived<SensorReading>> read) {
    return read.stream().filter(one -> !one.isEvent()).map(Arrived::dead).toList();
  }
}
