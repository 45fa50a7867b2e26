package io.millrace.industrial.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensorStateTest {
  /** Of a sensor without exceedances: their number and those that passed, and the interval. */
  private static final int ADDED_TO_MODEL = 12;

  private static final int ADDED_TO_STATE = 8;

  /** What follows the model where there is no episode. */
  private static final int AFTER_MODEL = 37 + 12 + 2 + 24;

  @Test
  void stateOfTheFirstVersionIsReadAndGoesOn() throws IOException {
    // Given a sensor that warms up, as the first version wrote it
    SensorAnomalyParameters parameters = Sensors.parameters();
    SensorMonitor monitor = new SensorMonitor(parameters, episode -> {});
    SensorState state = new SensorState();
    Sensors.healthy("m1", 1, 300).forEach(reading -> monitor.reading(state, reading));
    byte[] first = asFirstVersion(written(state));

    // When
    SensorState read;
    try (DataInputStream source = new DataInputStream(new ByteArrayInputStream(first))) {
      read = SensorState.CODEC.read(source, 1);
      assertThat(source.available()).isZero();
    }

    // Then
    List<Object> goingOn = new ArrayList<>();
    List<Object> afterReading = new ArrayList<>();
    Sensors.healthy("m1", 1, 900)
        .subList(300, 900)
        .forEach(
            reading -> {
              goingOn.add(monitor.reading(state, reading));
              afterReading.add(monitor.reading(read, reading));
            });
    assertThat(afterReading).isEqualTo(goingOn);
  }

  private static byte[] written(SensorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SensorState.CODEC.write(state, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Without what the second version added. */
  private static byte[] asFirstVersion(byte[] second) throws IOException {
    int modelEnd = second.length - ADDED_TO_STATE - AFTER_MODEL;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Arrays.copyOf(second, modelEnd - ADDED_TO_MODEL));
    bytes.write(Arrays.copyOfRange(second, modelEnd, second.length - ADDED_TO_STATE));
    return bytes.toByteArray();
  }
}
