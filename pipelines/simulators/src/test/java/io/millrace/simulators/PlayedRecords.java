package io.millrace.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;

/** What a simulator sends, and what comes of it, for tests. */
public final class PlayedRecords {
  private PlayedRecords() {}

  public static List<SimulatedRecord> all(Iterator<SimulatedRecord> simulator) {
    List<SimulatedRecord> records = new ArrayList<>();
    simulator.forEachRemaining(records::add);
    return records;
  }

  public static <T> T decode(SimulatedRecord record, BinaryMessageDecoder<T> decoder) {
    try {
      return decoder.decode(record.value());
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** Those that are of these kinds, in order. */
  public static <T> List<T> decode(
      List<SimulatedRecord> records, Set<Truth> kinds, BinaryMessageDecoder<T> decoder) {
    return records.stream()
        .filter(record -> kinds.contains(record.truth()))
        .map(record -> decode(record, decoder))
        .toList();
  }

  /** Results as they lie in a topic. */
  public static <R extends SpecificRecordBase> List<GenericRecord> asRead(
      List<R> results, BinaryMessageEncoder<R> encoder) {
    RecordEncoder<R> records = new RecordEncoder<>(encoder);
    return results.stream()
        .map(
            result -> {
              try {
                return new ResultRecords(result.getSchema()).read(records.encode(result));
              } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
              }
            })
        .toList();
  }

  /** Equal for equal bytes, for the same inputs, at the same times. */
  public static int digest(List<SimulatedRecord> records) {
    int digest = 1;
    for (SimulatedRecord record : records) {
      digest = 31 * digest + Arrays.hashCode(record.value());
      digest = 31 * digest + Arrays.hashCode(record.key());
      digest = 31 * digest + record.input().hashCode();
      digest = 31 * digest + record.due().hashCode();
    }
    return digest;
  }
}
