package io.millrace.files.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RecordRanges;
import io.millrace.schemas.platform.ArchivedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Whatever was archived, in whatever pieces: a range is read whole, or refused. */
class ArchivePropertiesTest {
  private static final int LENGTH = 60;

  @Property(tries = 40)
  void aRangeIsReadWholeOrRefused(@ForAll @LongRange(min = 0) long seed) throws Exception {
    // Given
    Random random = new Random(seed);
    List<ArchivedRecord> topic = topic(random);
    Path folder = Files.createTempDirectory("archive");
    try {
      WrittenArchive archive = new WrittenArchive(folder);
      TreeSet<Long> covered = new TreeSet<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        int from = random.nextInt(topic.size());
        List<ArchivedRecord> piece =
            topic.subList(from, 1 + from + random.nextInt(Math.min(12, topic.size() - from)));
        archive.file(i + ".avro", piece);
        LongStream.rangeClosed(piece.get(0).getFollows(), piece.get(piece.size() - 1).getOffset())
            .forEach(covered::add);
      }
      long start = random.nextInt(LENGTH);
      long end = start + 1 + random.nextInt(LENGTH);

      // When
      boolean whole = LongStream.range(start, end).allMatch(covered::contains);

      // Then
      if (whole) {
        assertThat(archive.offsets(start, end)).isEqualTo(between(topic, start, end));
      } else {
        assertThatThrownBy(() -> archive.read(start, end))
            .isInstanceOf(SuppressRestartsException.class);
      }
      TreeSet<Long> told = new TreeSet<>();
      for (Span span : ArchivedTopic.open(archive.path(), "t").coverage().get(0)) {
        LongStream.range(span.start(), span.end()).forEach(told::add);
      }
      assertThat(told).isEqualTo(covered);
    } finally {
      delete(folder);
    }
  }

  @Property(tries = 40)
  void atASeamThereIsNeitherGapNorOverlapWhereverItLies(@ForAll @LongRange(min = 0) long seed)
      throws Exception {
    // Given
    Random random = new Random(seed);
    List<ArchivedRecord> topic = topic(random);
    Path folder = Files.createTempDirectory("archive");
    try {
      WrittenArchive archive = new WrittenArchive(folder);
      archive.file("all.avro", topic);
      long first = topic.get(0).getFollows();
      long last = topic.get(topic.size() - 1).getOffset() + 1;
      long start = first + random.nextInt((int) (last - first));
      long end = start + 1 + random.nextInt((int) (last - start));
      long seam = random.nextInt(LENGTH * 2);
      RecordRanges later = new Hesitant(topic);
      RecordRanges both =
          new SeamRanges(
              new ArchiveRanges(archive.path()), later, List.of(new SeamRanges.Seam("t", 0, seam)));

      // When
      List<RawRecord> read = WrittenArchive.read(both, WrittenArchive.range(start, end));

      // Then
      assertThat(WrittenArchive.offsets(read)).isEqualTo(between(topic, start, end));
      assertThat(read.stream().filter(raw -> raw.key() != null).count())
          .as("records from the later place")
          .isEqualTo(between(topic, Math.max(start, seam), end).size());
    } finally {
      delete(folder);
    }
  }

  /** A partition of which some offsets hold no record. */
  private static List<ArchivedRecord> topic(Random random) {
    List<ArchivedRecord> records = new ArrayList<>();
    long end = random.nextInt(3);
    for (long offset = end; offset < LENGTH; offset++) {
      if (records.isEmpty() || random.nextInt(4) > 0) {
        records.add(WrittenArchive.record(offset, records.isEmpty() ? offset : end));
        end = offset + 1;
      }
    }
    return records;
  }

  private static List<Long> between(List<ArchivedRecord> topic, long start, long end) {
    return topic.stream()
        .map(ArchivedRecord::getOffset)
        .filter(offset -> offset >= start && offset < end)
        .toList();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Like a broker: has nothing at first, and is over only some time after its last record. */
  private record Hesitant(List<ArchivedRecord> topic) implements RecordRanges {
    @Override
    public Opened open(List<PartitionRange> ranges, String client, Runnable arrived) {
      PartitionRange range = ranges.get(0);
      List<Long> offsets = new ArrayList<>(between(topic, range.start(), range.end()));
      return new Opened() {
        private int asked;

        @Override
        public RawRecord next(int of) {
          asked++;
          return offsets.isEmpty() || asked % 2 == 1
              ? null
              : new RawRecord(
                  null,
                  new byte[0],
                  List.of(),
                  new Position.InTopic("t", 0, offsets.remove(0)),
                  0,
                  0);
        }

        @Override
        public boolean isOver(int of) {
          return offsets.isEmpty() && asked > 3;
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }
}
