package io.millrace.files.archive;

import static io.millrace.files.archive.WrittenArchive.record;
import static io.millrace.files.archive.WrittenArchive.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.DeadLetters;
import io.millrace.formats.Decoded;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.raw.ArchivedRecords;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveRangesTest {
  static {
    AvroTrust.establish();
  }

  @TempDir Path folder;
  private WrittenArchive archive;

  @BeforeEach
  void begin() {
    archive = new WrittenArchive(folder);
  }

  @Test
  void everyKindOfRecordComesBackAsItWas() throws Exception {
    // Given
    byte[] big = new byte[3_000_000];
    new Random(1).nextBytes(big);
    List<ArchivedRecord> records =
        List.of(
            ArchivedRecord.newBuilder(record(0)).setValue(null).build(),
            ArchivedRecord.newBuilder(record(1)).setKey(bytes()).setValue(bytes()).build(),
            ArchivedRecord.newBuilder(record(2))
                .setKey(bytes(1, -1))
                .setHeaders(
                    List.of(
                        new RecordHeader("a", null),
                        new RecordHeader("a", bytes(1)),
                        new RecordHeader("", bytes())))
                .setTimestamp(Instant.ofEpochMilli(Long.MAX_VALUE))
                .build(),
            ArchivedRecord.newBuilder(record(3))
                .setValue(ByteBuffer.wrap(big))
                .setTimestamp(Instant.EPOCH)
                .setArrival(Instant.EPOCH)
                .build());
    archive.file("a.avro", records);

    // When
    List<RawRecord> read = archive.read(0, 4);

    // Then
    assertThat(read.stream().map(ArchiveRangesTest::comparable))
        .isEqualTo(
            records.stream().map(ArchivedRecords::raw).map(ArchiveRangesTest::comparable).toList());
    assertThat(read.get(0).value()).isNull();
    assertThat(read.get(1).key()).isEmpty();
    assertThat(read.get(2).timestamp()).isEqualTo(Long.MAX_VALUE);
    assertThat(read.get(3).arrival()).isZero();
  }

  @Test
  void aRangeIsReadOverTheFilesOfItsPartitionAndNothingOutsideOfIt() throws Exception {
    // Given
    archive.file("c.avro", run(6, 7, 8));
    archive.file("a.avro", run(0, 1, 2));
    archive.file("b.avro", run(3, 4, 5));
    WrittenArchive.file(
        archive.partition(1).resolve(PartitionFolder.name(0)).resolve("d.avro"),
        List.of(record(1, 2, 2)));

    // When
    List<Long> offsets = archive.offsets(2, 7);

    // Then
    assertThat(offsets).containsExactly(2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void offsetsThatATransactionUsedUpAreNoHole() throws Exception {
    // Given
    archive.file("a.avro", List.of(record(0), record(1), record(3, 2)));
    archive.file("b.avro", List.of(record(6, 4), record(7)));

    // When
    List<Long> offsets = archive.offsets(0, 8);

    // Then
    assertThat(offsets).containsExactly(0L, 1L, 3L, 6L, 7L);
    assertThat(archive.offsets(4, 6)).isEmpty();
    assertThat(archive.offsets(2, 3)).isEmpty();
  }

  @Test
  void aHoleIsRefusedBeforeTheFirstRecord() throws Exception {
    // Given
    archive.file("a.avro", run(0, 1, 2));
    Path lost = archive.file("b.avro", run(3, 4));
    archive.file("c.avro", run(5, 6));
    Files.delete(lost);

    // When
    ThrowingCallable read = () -> archive.read(0, 9);

    // Then
    assertRefused(
        read,
        ErrorCode.OUT_OF_RANGE,
        "the archive "
            + folder
            + " lacks of the offsets [0, 9) of t-0 these: [3, 5), [7, 9); expected a range that it"
            + " covers, or an archive of the rest");
    assertThat(archive.offsets(5, 7)).containsExactly(5L, 6L);
  }

  @Test
  void whatWasArchivedTwiceIsReadOnce() throws Exception {
    // Given
    archive.file("a.avro", run(0, 1, 2, 3));
    archive.file("b.avro", run(2, 3, 4, 5));
    archive.file("c.avro", run(0, 1, 2, 3, 4, 5, 6));
    archive.file("d.avro", run(6));

    // When
    List<Long> offsets = archive.offsets(1, 7);

    // Then
    assertThat(offsets).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void whatCompactionHasRemovedBetweenTwoCapturesIsStillThere() throws Exception {
    // Given
    archive.file("before.avro", run(0, 1, 2, 3));
    archive.file("after.avro", List.of(record(1), record(3, 2), record(4)));

    // When
    List<Long> offsets = archive.offsets(0, 5);

    // Then
    assertThat(offsets).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void filesThatAreStillWrittenAreNotSeen() throws Exception {
    // Given
    archive.file("a.avro", run(0, 1));
    archive.file(".records-b.avro.inprogress.x", run(2, 3));
    archive.file("notes.txt", run(2, 3));

    // When
    Map<Integer, List<Span>> coverage = ArchivedTopic.open(archive.path(), "t").coverage();

    // Then
    assertThat(coverage).isEqualTo(Map.of(0, List.of(new Span(0, 2))));
  }

  @Test
  void aRecordCoversWhatLiesBeforeItAlsoInTheBlocksBeforeItsOwn() throws Exception {
    // Given
    archive.file("a.avro", run(999_998));
    archive.file("b.avro", List.of(record(3_000_001, 999_999)));
    archive.file("c.avro", run(3_000_002));

    // When
    List<Long> offsets = archive.offsets(999_998, 2_500_000);

    // Then
    assertThat(offsets).containsExactly(999_998L);
    assertThat(archive.offsets(1_500_000, 3_000_003)).containsExactly(3_000_001L, 3_000_002L);
    assertThat(ArchivedTopic.open(archive.path(), "t").coverage())
        .isEqualTo(Map.of(0, List.of(new Span(999_998, 3_000_003))));
  }

  @Test
  void offsetsAtTheEndsOfACaptureThatHoldNoRecordAreNotedByWhoeverReadThem() throws Exception {
    // Given
    archive.file("a.avro", run(12, 13));
    Files.createDirectories(archive.partition(1));
    List<PartitionRange> captured =
        List.of(WrittenArchive.range(10, 15), new PartitionRange("t", 1, 0, 4));

    // When
    Archive.conclude(archive.path(), captured);

    // Then
    assertThat(ArchivedTopic.open(archive.path(), "t").coverage())
        .isEqualTo(Map.of(0, List.of(new Span(10, 15)), 1, List.of(new Span(0, 4))));
    assertThat(archive.offsets(10, 15)).containsExactly(12L, 13L);
  }

  @Test
  void aCaptureThatLacksMoreThanItsEndsIsNotConcluded() throws Exception {
    // Given
    archive.file("a.avro", run(0));
    archive.file("b.avro", run(2));

    // When
    ThrowingCallable conclusion =
        () -> Archive.conclude(archive.path(), List.of(WrittenArchive.range(0, 3)));

    // Then
    assertThatThrownBy(conclusion)
        .hasMessage(
            "t-0: the archive lacks the offsets [1, 2) of the range [0, 3) that was archived");
  }

  @Test
  void aFileThatLacksSomethingOfItsOwnOrIsOutOfOrderIsRefused() throws Exception {
    // Given
    Path gap = archive.file("gap.avro", List.of(record(0), record(5), record(6)));
    Path disorder = archive.file("z.avro", List.of(record(10), record(12, 11), record(11)));

    // Then
    assertRefused(
        () -> archive.read(0, 7), ErrorCode.DAMAGED, damaged(gap, "it lacks the offsets [1, 5)"));
    assertRefused(
        () -> archive.read(10, 12),
        ErrorCode.DAMAGED,
        damaged(disorder, "offset 12 is out of order"));
  }

  @Test
  void aFileInTheFolderOfAnotherPartitionIsRefused() throws Exception {
    // Given
    Path misplaced = archive.file("a.avro", List.of(record(1, 0, 0)));

    // Then
    assertRefused(
        () -> archive.read(0, 1), ErrorCode.DAMAGED, damaged(misplaced, "it holds records of t-1"));
  }

  @Test
  void aFileCutShortWhereverThatIsNeverEndsARangeSilently() throws Exception {
    // Given
    List<ArchivedRecord> records = new ArrayList<>();
    for (long offset = 0; offset < 2_000; offset++) {
      ArchivedRecord.Builder big = ArchivedRecord.newBuilder(record(offset));
      byte[] noise = new byte[400];
      new Random(offset).nextBytes(noise);
      records.add(big.setValue(ByteBuffer.wrap(noise)).build());
    }
    Path file = archive.file("a.avro", records);
    byte[] whole = Files.readAllBytes(file);
    assertThat(archive.offsets(0, 2_000)).hasSize(2_000);

    for (int length = whole.length - 1; length > 0; length -= 9_973) {
      // When
      Files.write(file, Arrays.copyOf(whole, length));

      // Then
      assertThatThrownBy(() -> archive.read(0, 2_000))
          .isInstanceOf(SuppressRestartsException.class);
    }
  }

  /** All of a record but for its arrival, in a form that knows equality. */
  private static DeadLetter comparable(RawRecord raw) {
    return DeadLetters.of("", "", raw, new Decoded.Bad<>(ErrorCode.MALFORMED, ""));
  }

  private String damaged(Path file, String reason) {
    return "file "
        + new org.apache.flink.core.fs.Path(file.toUri())
        + " of the archive is damaged: "
        + reason;
  }

  private static void assertRefused(ThrowingCallable read, ErrorCode code, String message) {
    assertThatThrownBy(read)
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOfSatisfying(
            MillraceException.class, refused -> assertThat(refused.code()).isEqualTo(code))
        .hasMessage(message);
  }

  private static ByteBuffer bytes(int... bytes) {
    byte[] copy = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      copy[i] = (byte) bytes[i];
    }
    return ByteBuffer.wrap(copy);
  }
}
