package io.millrace.demo;

import io.millrace.simulators.ResultRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of an act that are in no result.
 *
 * @param dead records that could not be read; -1 if one of them is there twice
 * @param late events that came too late
 * @param future number of events from the future
 */
record SetAside(long dead, List<byte[]> late, long future) {

  static SetAside of(Act act, Played played) {
    List<byte[]> late = new ArrayList<>();
    long future = 0;
    for (ConsumerRecord<byte[], byte[]> record : played.records(act.late())) {
      if (header(record, "millrace.reason").equals("LATE")) {
        late.add(record.value());
      } else {
        future++;
      }
    }
    List<ConsumerRecord<byte[], byte[]>> letters = played.records(act.deadLetters());
    Set<String> positions = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      positions.add(
          header(letter, "millrace.topic")
              + header(letter, "millrace.partition")
              + "@"
              + header(letter, "millrace.offset"));
    }
    boolean once = positions.size() == letters.size();
    return new SetAside(once ? positions.size() : -1, late, future);
  }

  /** What tells the late events from all others. */
  <I> Set<I> lateIds(Schema schema, Function<GenericRecord, I> id) throws IOException {
    ResultRecords reader = new ResultRecords(schema);
    Set<I> ids = new HashSet<>();
    for (byte[] value : late) {
      ids.add(id.apply(reader.read(value)));
    }
    return ids;
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
