package io.millrace.industrial.oee;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What codecs here have in common: values that may be null, texts of any length, lists. */
final class Binary {
  private Binary() {}

  static void text(String text, DataOutput target) throws IOException {
    if (text == null) {
      target.writeInt(-1);
      return;
    }
    // Not writeUTF, which refuses what is longer than 64 KiB.
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  static String text(DataInput source) throws IOException {
    int length = source.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    source.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void number(Long number, DataOutput target) throws IOException {
    target.writeBoolean(number != null);
    if (number != null) {
      target.writeLong(number);
    }
  }

  static Long number(DataInput source) throws IOException {
    return source.readBoolean() ? source.readLong() : null;
  }

  static <T, U extends T> void list(Collection<U> items, Codec<T> codec, DataOutput target)
      throws IOException {
    target.writeInt(items.size());
    for (T item : items) {
      codec.write(item, target);
    }
  }

  static <T, U extends T> List<U> list(Codec<T> codec, Class<U> type, DataInput source)
      throws IOException {
    List<U> items = new ArrayList<>();
    for (int left = source.readInt(); left > 0; left--) {
      items.add(type.cast(codec.read(source, 1)));
    }
    return items;
  }
}
