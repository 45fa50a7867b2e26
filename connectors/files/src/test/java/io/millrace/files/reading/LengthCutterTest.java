package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LengthCutterTest {

  @Test
  void recordsStandBehindTheirLengthsAndAreNumbered() {
    // Given
    byte[] file = ByteBuffer.allocate(13).putInt(1).put((byte) 7).putInt(0).putInt(0).array();

    // When
    List<Piece> pieces = pieces(file);

    // Then
    assertThat(pieces).extracting(Piece::line).containsExactly(1L, 2L, 3L);
    assertThat(pieces.get(0).bytes()).containsExactly(7);
    assertThat(pieces).allMatch(piece -> piece.complete() && piece.bad() == null);
  }

  @Test
  void aFileThatEndsWithinARecordSaysSo() {
    // Given
    byte[] file = ByteBuffer.allocate(6).putInt(3).put((byte) 7).put((byte) 8).array();

    // When
    List<Piece> pieces = pieces(file);

    // Then
    assertThat(pieces).hasSize(1);
    assertThat(pieces.get(0).bad().message())
        .isEqualTo("expected a record of 3 bytes, the file ends before");
  }

  @Test
  void aFileThatEndsWithinALengthSaysSo() {
    // When
    List<Piece> pieces = pieces(new byte[] {0, 0});

    // Then
    assertThat(pieces).hasSize(1);
    assertThat(pieces.get(0).bad().message()).contains("within a length");
  }

  @Test
  void aLengthBeyondReasonEndsTheFile() {
    // When
    List<Piece> pieces = pieces("{\"resourceSpans\": []}".getBytes());

    // Then
    assertThat(pieces).hasSize(1);
    assertThat(pieces.get(0).bad().message()).contains("expected a length of at most");
  }

  private static List<Piece> pieces(byte[] file) {
    LengthCutter cutter = new LengthCutter(new Window(new ByteArrayInputStream(file)));
    List<Piece> pieces = new ArrayList<>();
    for (Piece piece = cutter.next(); piece != null; piece = cutter.next()) {
      pieces.add(piece);
    }
    return pieces;
  }
}
