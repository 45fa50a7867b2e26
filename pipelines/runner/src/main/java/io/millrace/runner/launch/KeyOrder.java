package io.millrace.runner.launch;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/** Orders records by some of their fields; null comes before every value. */
final class KeyOrder<R extends IndexedRecord> implements Comparator<R>, Serializable {
  private static final long serialVersionUID = 1L;

  private final List<String> fields;

  private KeyOrder(List<String> fields) {
    this.fields = List.copyOf(fields);
  }

  static <R extends IndexedRecord> Comparator<R> of(List<String> fields) {
    return new KeyOrder<>(fields);
  }

  @Override
  public int compare(R one, R two) {
    for (String field : fields) {
      int position = one.getSchema().getField(field).pos();
      int order = compareValues(one.get(position), two.get(position));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @SuppressWarnings("unchecked")
  private static int compareValues(Object one, Object two) {
    if (one == null || two == null) {
      return Boolean.compare(one != null, two != null);
    } else if (one instanceof Comparable<?> && one.getClass() == two.getClass()) {
      return ((Comparable<Object>) one).compareTo(two);
    }
    return one.toString().compareTo(two.toString());
  }
}
