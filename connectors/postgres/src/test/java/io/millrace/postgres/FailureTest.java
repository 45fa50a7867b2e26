package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

  @ParameterizedTest
  @CsvSource({
    "08006, CONNECTION", // connection lost
    "08001, CONNECTION", // no connection
    "53300, CONNECTION", // too many connections
    "57P01, CONNECTION", // an administrator ended it
    "57P03, CONNECTION", // server starts
    "25006, CONNECTION", // standby
    "40001, CONTENTION", // not serialisable
    "40P01, CONTENTION", // deadlock
    "55P03, CONTENTION", // lock timeout
    "57014, SLOW", // statement timeout
    "22003, ROW", // number out of range
    "23505, ROW", // another unique key
    "54000, ROW", // key too long for the index
    "P0001, ROW", // raised by a trigger
    "42P01, LASTING", // no such table
    "42501, LASTING", // no permission
    "28P01, LASTING", // wrong password
    "3D000, LASTING", // no such database
    ", LASTING"
  })
  void theStateOfAFailureSaysWhatItCallsFor(String state, Failure expected) {
    // When
    Failure kind = Failure.of(new SQLException("reason", state));

    // Then
    assertThat(kind).isEqualTo(expected);
  }
}
