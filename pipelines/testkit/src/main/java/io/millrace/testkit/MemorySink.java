package io.millrace.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps records in this JVM, by the name of the sink. */
final class MemorySink<R> implements Sink<R> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, List<Object>> COLLECTED = new ConcurrentHashMap<>();

  private final String name;

  MemorySink(String name) {
    this.name = name;
  }

  static List<Object> collected(String name) {
    return COLLECTED.getOrDefault(name, List.of());
  }

  @Override
  public SinkWriter<R> createWriter(WriterInitContext context) {
    List<Object> records =
        COLLECTED.computeIfAbsent(name, absent -> Collections.synchronizedList(new ArrayList<>()));
    return new MemoryWriter<>(records);
  }

  private record MemoryWriter<R>(List<Object> records) implements SinkWriter<R> {

    @Override
    public void write(R record, Context context) {
      records.add(record);
    }

    @Override
    public void flush(boolean endOfInput) {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
