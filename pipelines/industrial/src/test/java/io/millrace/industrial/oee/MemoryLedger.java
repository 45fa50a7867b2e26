package io.millrace.industrial.oee;

import io.millrace.sdk.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps one machine as bytes, as RocksDB does: nothing that is not saved survives. */
final class MemoryLedger implements LedgerState {
  private byte[] head;
  private byte[] plan;
  private final Map<Long, byte[]> hours = new HashMap<>();
  private final List<byte[]> waiting = new ArrayList<>();
  private int hoursRead;

  /** How often an hour was read. */
  int hoursRead() {
    return hoursRead;
  }

  void forgetReads() {
    hoursRead = 0;
  }

  boolean isEmpty() {
    return head == null && plan == null && hours.isEmpty() && waiting.isEmpty();
  }

  @Override
  public Head head() throws IOException {
    return read(Head.CODEC, head);
  }

  @Override
  public void head(Head value) throws IOException {
    head = bytes(Head.CODEC, value);
  }

  @Override
  public Plan plan() throws IOException {
    return read(Plan.CODEC, plan);
  }

  @Override
  public void plan(Plan value) throws IOException {
    plan = bytes(Plan.CODEC, value);
  }

  @Override
  public Hour hour(long start) throws IOException {
    hoursRead++;
    return read(Hour.CODEC, hours.get(start));
  }

  @Override
  public void hour(long start, Hour hour) throws IOException {
    if (hour == null) {
      hours.remove(start);
    } else {
      hours.put(start, bytes(Hour.CODEC, hour));
    }
  }

  @Override
  public List<Fact> waiting() throws IOException {
    List<Fact> facts = new ArrayList<>();
    for (byte[] fact : waiting) {
      facts.add(read(FactCodec.INSTANCE, fact));
    }
    return facts;
  }

  @Override
  public void addWaiting(Fact fact) throws IOException {
    waiting.add(bytes(FactCodec.INSTANCE, fact));
  }

  @Override
  public void clearWaiting() {
    waiting.clear();
  }

  static <T> byte[] bytes(Codec<T> codec, T value) throws IOException {
    if (value == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.write(value, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  static <T> T read(Codec<T> codec, byte[] bytes) throws IOException {
    return bytes == null
        ? null
        : codec.read(new DataInputStream(new ByteArrayInputStream(bytes)), codec.version());
  }
}
