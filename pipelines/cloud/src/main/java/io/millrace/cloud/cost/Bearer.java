package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.CostBearer;
import java.util.Locale;

/**
 * Who bears a cost.
 *
 * @param item an item of the dimension; of the other kinds their name
 */
record Bearer(CostBearer kind, String item) implements Comparable<Bearer> {

  static Bearer item(String item) {
    return new Bearer(CostBearer.ITEM, item);
  }

  static Bearer of(Pool pool) {
    return new Bearer(pool.kind(), pool.name().toLowerCase(Locale.ROOT));
  }

  /** As a text, for keys of state. */
  String text() {
    return kind + ":" + item;
  }

  static Bearer parse(String text) {
    int colon = text.indexOf(':');
    return new Bearer(CostBearer.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public int compareTo(Bearer other) {
    int byKind = kind.name().compareTo(other.kind.name());
    return byKind == 0 ? item.compareTo(other.item) : byKind;
  }
}
