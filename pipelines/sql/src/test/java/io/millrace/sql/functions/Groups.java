package io.millrace.sql.functions;

import io.millrace.sdk.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** A group of rows, as Flink may aggregate it: in another order, in parts, through bytes. */
final class Groups {
  private Groups() {}

  /** What is done with one row of a group. */
  record Change<V>(V value, boolean retraction) {}

  static <V> List<Change<V>> additions(List<V> values) {
    return values.stream().map(value -> new Change<>(value, false)).toList();
  }

  /** All values are added; those that are passing are taken out again, maybe before. */
  static <V> List<Change<V>> changes(List<V> lasting, List<V> passing) {
    List<Change<V>> changes = new ArrayList<>(additions(lasting));
    changes.addAll(additions(passing));
    passing.forEach(value -> changes.add(new Change<>(value, true)));
    return changes;
  }

  static <V, A> A inParts(
      List<Change<V>> changes,
      Random random,
      Supplier<A> create,
      BiConsumer<A, Change<V>> apply,
      BiConsumer<A, Iterable<A>> merge,
      Codec<A> codec) {
    List<Change<V>> shuffled = new ArrayList<>(changes);
    Collections.shuffle(shuffled, random);
    List<A> parts = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      parts.add(create.get());
    }
    for (Change<V> change : shuffled) {
      int part = random.nextInt(parts.size());
      apply.accept(parts.get(part), change);
      if (random.nextInt(10) == 0) {
        parts.set(part, readBack(parts.get(part), codec));
      }
    }
    A whole = create.get();
    merge.accept(whole, parts.stream().map(part -> readBack(part, codec)).toList());
    return readBack(whole, codec);
  }

  static <A> A readBack(A value, Codec<A> codec) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      codec.write(value, new DataOutputStream(bytes));
      DataInputStream source = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
      A back = codec.read(source, codec.version());
      if (source.read() >= 0) {
        throw new AssertionError("bytes are left");
      }
      return codec.copy(back);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
