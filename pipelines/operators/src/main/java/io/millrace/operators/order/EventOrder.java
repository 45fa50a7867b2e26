package io.millrace.operators.order;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The order in which models that depend on order see events: by (event_time, source, epoch,
 * sequence), then by all fields, so that two events rank equal only if they are equal. An absent
 * value comes before all others.
 */
public final class EventOrder<T extends SpecificRecord> implements Comparator<T>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final List<String> LEADING = List.of("event_time", "source", "epoch", "sequence");

  private final int[] positions;

  /**
   * @param schema of the events; of the leading fields it may lack some
   */
  public EventOrder(Schema schema) {
    List<String> fields = schema.getFields().stream().map(Schema.Field::name).toList();
    positions =
        LEADING.stream()
            .filter(fields::contains)
            .mapToInt(name -> schema.getField(name).pos())
            .toArray();
  }

  @Override
  @SuppressWarnings("unchecked")
  public int compare(T one, T other) {
    for (int position : positions) {
      int result =
          compareValues(
              (Comparable<Object>) one.get(position), (Comparable<Object>) other.get(position));
      if (result != 0) {
        return result;
      }
    }
    return ((Comparable<SpecificRecord>) one).compareTo(other);
  }

  private static int compareValues(Comparable<Object> one, Comparable<Object> other) {
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    }
    return one.compareTo(other);
  }
}
