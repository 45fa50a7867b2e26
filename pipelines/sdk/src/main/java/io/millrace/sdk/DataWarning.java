package io.millrace.sdk;

import java.io.Serializable;
import java.util.Objects;

/**
 * One occurrence of a warning.
 *
 * @param detail which column or field it is about, such as {@code column 'timestamp'}; never a
 *     value, for each detail is counted by itself
 * @param place of the record: {@code file:line} or {@code topic-partition@offset}; empty where it
 *     is not known
 */
public record DataWarning(Warning kind, String detail, String place) implements Serializable {
  public DataWarning {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(place);
  }
}
