package io.millrace.industrial.oee;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How lists are kept. */
final class Lists {
  private Lists() {}

  static <T, U extends T> void write(Collection<U> items, Codec<T> codec, DataOutput target)
      throws IOException {
    target.writeInt(items.size());
    for (T item : items) {
      codec.write(item, target);
    }
  }

  static <T, U extends T> List<U> read(Codec<T> codec, Class<U> type, DataInput source)
      throws IOException {
    List<U> items = new ArrayList<>();
    for (int left = source.readInt(); left > 0; left--) {
      items.add(type.cast(codec.read(source, 1)));
    }
    return items;
  }
}
