package io.millrace.operators.statistics;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The same values, added in another order and in parts, some of which went through bytes. */
public final class Splits {
  private Splits() {}

  public interface Writer {
    void write(DataOutput target) throws IOException;
  }

  public interface Reader<A> {
    A read(DataInput source) throws IOException;
  }

  public static <V, A> A merged(
      List<V> values,
      Random random,
      Supplier<A> create,
      BiConsumer<A, V> add,
      BiConsumer<A, A> merge) {
    List<V> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    List<A> parts = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      parts.add(create.get());
    }
    shuffled.forEach(value -> add.accept(parts.get(random.nextInt(parts.size())), value));
    while (parts.size() > 1) {
      A from = parts.remove(random.nextInt(parts.size()));
      merge.accept(parts.get(random.nextInt(parts.size())), from);
    }
    return parts.get(0);
  }

  public static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.write(new DataOutputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  public static <A> A readBack(Writer writer, Reader<A> reader) {
    DataInputStream source = new DataInputStream(new ByteArrayInputStream(bytes(writer)));
    try {
      A value = reader.read(source);
      if (source.read() >= 0) {
        throw new AssertionError("bytes are left");
      }
      return value;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
