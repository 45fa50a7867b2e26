package io.millrace.files.archive;

import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RecordRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Ranges that are read from one place up to a seam and from another from there on, with neither gap
 * nor overlap: as from an archive, and then from the broker.
 */
public final class SeamRanges implements RecordRanges {
  private static final long serialVersionUID = 1L;

  private final RecordRanges earlier;
  private final RecordRanges later;
  private final HashMap<String, Long> seams = new HashMap<>();

  /**
   * Where a partition goes over from one place to the other.
   *
   * @param offset the first that is read from the later place
   */
  public record Seam(String topic, int partition, long offset) {}

  /**
   * Ranges of two places.
   *
   * @param seams each partition once; one without a seam is read from the later place alone
   */
  public SeamRanges(RecordRanges earlier, RecordRanges later, List<Seam> seams) {
    this.earlier = earlier;
    this.later = later;
    for (Seam seam : seams) {
      String id = new PartitionRange(seam.topic(), seam.partition(), 0, seam.offset()).splitId();
      if (this.seams.put(id, seam.offset()) != null) {
        throw new IllegalArgumentException(id + " has two seams");
      }
    }
  }

  @Override
  public Opened open(List<PartitionRange> ranges, String client, Runnable arrived)
      throws IOException {
    List<PartitionRange> before = new ArrayList<>();
    List<PartitionRange> behind = new ArrayList<>();
    List<Parts> parts = new ArrayList<>();
    for (PartitionRange range : ranges) {
      long seam = seams.getOrDefault(range.splitId(), range.start());
      long middle = Math.min(Math.max(seam, range.start()), range.end());
      parts.add(
          new Parts(
              add(before, range.topic(), range.partition(), range.start(), middle),
              add(behind, range.topic(), range.partition(), middle, range.end())));
    }
    Opened first = before.isEmpty() ? null : earlier.open(before, client, arrived);
    try {
      // At once, so that what is gone there is known before anything was read here.
      Opened second = behind.isEmpty() ? null : later.open(behind, client, arrived);
      return new OpenRanges(parts, first, second);
    } catch (IOException | RuntimeException refused) {
      if (first != null) {
        first.close();
      }
      throw refused;
    }
  }

  /** The place of a range in a list that it is added to; -1 if it is empty, and is not added. */
  private static int add(
      List<PartitionRange> list, String topic, int partition, long start, long end) {
    if (start == end) {
      return -1;
    }
    list.add(new PartitionRange(topic, partition, start, end));
    return list.size() - 1;
  }

  /** The two parts of a range, by their places among those of the earlier and the later place. */
  private record Parts(int before, int behind) {}

  /** The ranges of both places. */
  private record OpenRanges(List<Parts> parts, Opened first, Opened second) implements Opened {

    @Override
    public RawRecord next(int range) throws IOException {
      Parts both = parts.get(range);
      if (both.before >= 0) {
        // Asked first: it may end between the two questions.
        boolean over = first.isOver(both.before);
        RawRecord record = first.next(both.before);
        if (record != null || !over) {
          return record;
        }
      }
      return both.behind < 0 ? null : second.next(both.behind);
    }

    @Override
    public boolean isOver(int range) {
      Parts both = parts.get(range);
      return (both.before < 0 || first.isOver(both.before))
          && (both.behind < 0 || second.isOver(both.behind));
    }

    @Override
    public void close() throws IOException {
      try {
        if (first != null) {
          first.close();
        }
      } finally {
        if (second != null) {
          second.close();
        }
      }
    }
  }
}
